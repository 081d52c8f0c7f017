package tickets

import (
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

func lab(scenario string, changes ...func(*app.Flags)) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session { return apptest.LabSession(t, scenario, changes...) }
}

func TestTicket(t *testing.T) {
	const spn = "http/app.contoso.lab"
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "issued", Args: []string{spn}, Out: []string{"✓ " + spn + "   ok", "ticket aes256-cts-hmac-sha1-96", "kvno 4", "owner: CN=svc-app,OU=Servers,DC=contoso,DC=lab"}},
		{Name: "an SPN that nobody has", Args: []string{"http/gone"}, Code: app.ExitFound, Out: []string{"✗ http/gone   missing", "7 KDC_ERR_S_PRINCIPAL_UNKNOWN"}},
		{Name: "one good and one missing", Args: []string{spn, "http/gone"}, Code: app.ExitFound, Out: []string{"✓ " + spn, "✗ http/gone"}},
		{Name: "with a type of its own", Args: []string{spn, "--etypes", "rc4"}, Code: app.ExitFound, Out: []string{"✗ " + spn + "   no-common-etype", "14 KDC_ERR_ETYPE_NOSUPP"}},
		{Name: "a type that nobody knows", Args: []string{spn, "--etypes", "des9"}, Code: app.ExitUsage, Err: []string{"des9"}},
		{Name: "no SPN", Args: []string{"nonsense"}, Code: app.ExitUsage, Err: []string{"nonsense"}},
		{Name: "nothing to ask for", Code: app.ExitUsage},
		{Name: "as JSON", Args: []string{"--json", spn}, Out: []string{`"spn": "` + spn + `"`, `"kvno": 4`}, Not: []string{"✓"}},
	})
	apptest.Cases(t, lab("duplicates"), Command, []apptest.Case{
		{Name: "an SPN of two accounts", Args: []string{"MSSQLSvc/sql1.contoso.lab:1433"}, Code: app.ExitFound, Out: []string{"✗ "}},
	})
	apptest.Cases(t, lab("healthy", func(f *app.Flags) { f.NoProbes = true }), Command, []apptest.Case{
		{Name: "probes are switched off", Args: []string{spn}, Code: app.ExitUnknown, Err: []string{"--no-probes"}, Not: []string{"✓"}},
	})
}
