package setspn

import (
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

func lab(scenario string, changes ...func(*app.Flags)) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session {
		t.Setenv("XDG_STATE_HOME", t.TempDir())
		return apptest.LabSession(t, scenario, changes...)
	}
}

// The switches read and write as those of Windows' own program, but nothing is written
// without a confirmation, and no duplicate is made. Where it ends with 1, so does this.
func TestSetspn(t *testing.T) {
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "listed", Args: []string{"-L", "svc-app"}, Out: []string{"Registered ServicePrincipalNames for CN=svc-app,OU=Servers,DC=contoso,DC=lab:", "\thttp/app.contoso.lab"}},
		{Name: "found", Args: []string{"-Q", "http/app*"}, Out: []string{"CN=svc-app,OU=Servers,DC=contoso,DC=lab", "\thttp/app.contoso.lab"}},
		{Name: "not found", Args: []string{"-Q", "http/gone"}, Out: []string{"No such SPN found."}},
		{Name: "no duplicates", Args: []string{"-X"}, Out: []string{"found 0 group of duplicate SPNs."}},
		{Name: "added", Args: []string{"-S", "http/new.contoso.lab", "svc-app", "--yes"}, Out: []string{"http/new.contoso.lab"}},
		{Name: "not confirmed", Args: []string{"-S", "http/new.contoso.lab", "svc-app"}, Code: app.ExitRefused, Err: []string{"it was not confirmed, and there is no terminal to ask on", "add --yes"}},
		{Name: "rehearsed", Args: []string{"-S", "http/new.contoso.lab", "svc-app", "--dry-run"}, Out: []string{"http/new.contoso.lab"}, Err: []string{"nothing was written"}},
		{Name: "a duplicate", Args: []string{"-S", "http/app.contoso.lab", "WEB1$", "--yes"}, Code: 1, Out: []string{"Duplicate SPN found, aborting operation!"}, Err: []string{"CN=svc-app,OU=Servers,DC=contoso,DC=lab has it already"}},
		{Name: "deleted", Args: []string{"-D", "http/app.contoso.lab", "svc-app", "--yes"}, Out: []string{"http/app.contoso.lab"}},
		{Name: "no such account", Args: []string{"-L", "nobody"}, Code: 1, Out: []string{"Could not find account nobody"}, Err: []string{"may not see it"}},
		{Name: "no SPN", Args: []string{"-S", "nonsense", "svc-app", "--yes"}, Code: app.ExitUsage, Err: []string{"nonsense"}},
		{Name: "nothing to do", Code: app.ExitUsage},
	})
	apptest.Cases(t, lab("duplicates"), Command, []apptest.Case{
		{Name: "duplicates", Args: []string{"-X"}, Code: app.ExitFound, Out: []string{"is registered on these accounts"}},
	})
	apptest.Cases(t, lab("healthy", func(f *app.Flags) { f.ReadOnly = true }), Command, []apptest.Case{
		{Name: "read-only", Args: []string{"-S", "http/new.contoso.lab", "svc-app", "--yes"}, Code: app.ExitRefused, Err: []string{"--read-only"}},
	})
}
