package probes

import (
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag"
)

func lab(scenario string, changes ...func(*app.Flags)) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session { return apptest.LabSession(t, scenario, changes...) }
}

func TestProbe(t *testing.T) {
	const site = "https://app.contoso.lab/"
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "a service that accepts", Args: []string{site}, Out: []string{"✓ " + site + " at 127.0.0.51:443   accepted", "means  the service decrypted the ticket", "shown  a ticket for HTTP/app.contoso.lab, kvno 4, aes256-cts-hmac-sha1-96", "owner  CN=svc-app,OU=Servers,DC=contoso,DC=lab, kvno 4", "offers Negotiate"}},
		{Name: "a bare host is a secure web site", Args: []string{"app.contoso.lab"}, Out: []string{"✓ ", "accepted"}},
		{Name: "an SPN of another account", Args: []string{site, "--spn", "http/mail.contoso.lab"}, Code: app.ExitFound, Out: []string{"✗ ", "http/mail.contoso.lab"}},
		{Name: "an SPN that nobody has", Args: []string{site, "--spn", "http/nobody.contoso.lab"}, Code: app.ExitFound, Out: []string{"✗ ", "KDC_ERR_S_PRINCIPAL_UNKNOWN"}},
		{Name: "an address where nothing listens", Args: []string{site, "--address", "127.0.0.99:9"}, Code: app.ExitUnknown, Out: []string{"? " + site + " at 127.0.0.99:9   unreachable"}},
		{Name: "a name without an address", Args: []string{"http://nosuch.contoso.lab"}, Code: app.ExitUnknown, Out: []string{"unreachable", "the name has no address in DNS", "do     check the spelling, or give the addresses"}},
		{Name: "one good and one unknown", Args: []string{site, "http://nosuch.contoso.lab"}, Code: app.ExitUnknown, Out: []string{"accepted", "unreachable"}},
		{Name: "no SPN", Args: []string{site, "--spn", "x"}, Code: app.ExitUsage, Err: []string{`adwalk: "x" is not an SPN`, "why  it has no slash", "do   write class/host"}},
		{Name: "no target", Args: []string{"gopher://app.contoso.lab"}, Code: app.ExitUsage, Err: []string{"gopher"}},
		{Name: "nothing to ask", Code: app.ExitUsage},
	})
	apptest.Cases(t, lab("healthy+web-ntlm-only"), Command, []apptest.Case{
		{Name: "NTLM alone", Args: []string{site}, Code: app.ExitFound, Out: []string{"✗ ", "offers NTLM"}},
	})
	apptest.Cases(t, lab("healthy+web-keytab-kvno-behind"), Command, []apptest.Case{
		{Name: "a key that does not fit", Args: []string{site}, Code: app.ExitFound, Out: []string{"✗ ", "kvno"}, Not: []string{"decrypted the ticket and proved"}},
	})
	apptest.Cases(t, lab("healthy", func(f *app.Flags) { f.NoProbes = true }), Command, []apptest.Case{
		{Name: "probes are switched off", Args: []string{site}, Code: app.ExitUnknown, Err: []string{"--no-probes"}, Not: []string{"accepted"}},
	})
	var rows []Row
	got := apptest.Run(t, apptest.LabSession(t, "healthy"), Command, "--json", site, "http://nosuch.contoso.lab")
	got.JSON(t, &rows)
	if got.Code != app.ExitUnknown || len(rows) != 2 || rows[0].Verdict != diag.OK || rows[0].KVNO != 4 || len(rows[0].Owners) != 1 || rows[0].Owners[0].KVNO != 4 || rows[1].Outcome != ad.ProbeUnreachable || len(rows[1].Do) == 0 || rows[1].Owners == nil {
		t.Errorf("%d %+v", got.Code, rows)
	}
}

// A service that was asked and said no is found; one that could not be asked is not known.
func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		outcome ad.ProbeOutcome
		verdict diag.Verdict
		want    int
	}{
		{ad.ProbeAccepted, diag.OK, app.ExitOK},
		{ad.ProbeAccepted, diag.CoveredByHost, app.ExitOK},
		{ad.ProbeRefused, diag.NotChecked, app.ExitFound},
		{ad.ProbeRejected, diag.NotChecked, app.ExitFound},
		{ad.ProbeNoNegotiate, diag.NTLM, app.ExitFound},
		{ad.ProbeOpen, diag.NotChecked, app.ExitUnknown},
		{ad.ProbeOther, diag.NotChecked, app.ExitUnknown},
		{ad.ProbeUnreachable, diag.NotChecked, app.ExitUnknown},
	} {
		if got := probeCode(ad.ProbeResult{Outcome: c.outcome}, Row{Verdict: c.verdict}); got != c.want {
			t.Errorf("%s, %s: exit code %d, want %d", c.outcome, c.verdict, got, c.want)
		}
	}
}
