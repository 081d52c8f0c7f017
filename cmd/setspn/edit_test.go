package setspn

import (
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

// The HOST names that a computer lacks come back, those that it has are not written again,
// and a name that another account holds is left to a person.
func TestResetOfHostNames(t *testing.T) {
	s := lab("healthy")(t)
	run := func(c apptest.Case) {
		t.Helper()
		apptest.Run(t, s, Command, c.Args...).Hold(t, c)
	}
	run(apptest.Case{Args: []string{"-R", "WEB1"}, Out: []string{"\tHOST/WEB1\n\tHOST/web1.contoso.lab\n", "Nothing was written: the object is that way already"}, Not: []string{"Updated object"}})
	run(apptest.Case{Args: []string{"-D", "HOST/WEB1", "WEB1", "--yes"}, Out: []string{"Unregistering ServicePrincipalNames for CN=WEB1,OU=Servers,DC=contoso,DC=lab", "Updated object"}})
	run(apptest.Case{Args: []string{"-D", "HOST/WEB1", "WEB1", "--yes"}, Code: app.ExitUnknown, Err: []string{"does not have it", "adwalk setspn -L lists its SPNs"}, Not: []string{"Updated object"}})
	run(apptest.Case{Args: []string{"-R", "WEB1"}, Code: app.ExitRefused, Err: []string{"add --yes"}, Not: []string{"Updated object"}})
	run(apptest.Case{Args: []string{"-R", "WEB1", "--dry-run"}, Out: []string{"+ servicePrincipalName  HOST/WEB1"}, Not: []string{"HOST/web1.contoso.lab  on", "Updated object"}})
	run(apptest.Case{Args: []string{"-R", "WEB1", "--yes"}, Out: []string{"Registering ServicePrincipalNames for CN=WEB1", "Updated object"}})
	run(apptest.Case{Args: []string{"-L", "WEB1"}, Out: []string{"\tHOST/WEB1\n"}})
	run(apptest.Case{Args: []string{"-R", "gone", "--yes"}, Code: app.ExitFound, Out: []string{"Could not find account gone"}})
	run(apptest.Case{Args: []string{"-D", "HOST/WEB1", "WEB1", "--yes"}, Out: []string{"Updated object"}})
	run(apptest.Case{Args: []string{"-S", "HOST/WEB1", "-U", "svc-app", "--yes"}, Out: []string{"Updated object"}})
	run(apptest.Case{Args: []string{"-R", "WEB1", "--yes"}, Code: app.ExitRefused, Err: []string{svc + " has it", "delete it there first: adwalk setspn -D -U HOST/WEB1 svc-app"}, Not: []string{"Updated object"}})
	apptest.Cases(t, lab("healthy", func(f *app.Flags) { f.ReadOnly = true }), Command, []apptest.Case{
		{Name: "read-only", Args: []string{"-R", "WEB1", "--yes"}, Code: app.ExitRefused, Err: []string{"resetting the HOST names of WEB1", "--read-only"}},
	})
}

// A move is both halves or none, and leaves the SPN with one owner.
func TestMoveOfAnSPN(t *testing.T) {
	const spn = "http/app.contoso.lab"
	s := lab("healthy")(t)
	run := func(c apptest.Case) {
		t.Helper()
		apptest.Run(t, s, Command, c.Args...).Hold(t, c)
	}
	run(apptest.Case{Args: []string{"--move", spn, "WEB1$", "--dry-run"}, Out: []string{"- servicePrincipalName  " + spn + "  on " + svc, "+ servicePrincipalName  " + spn + "  on CN=WEB1"}, Not: []string{"✓"}})
	run(apptest.Case{Args: []string{"--move", spn, "WEB1$"}, Code: app.ExitRefused, Err: []string{"add --yes"}})
	run(apptest.Case{Args: []string{"-Q", spn}, Out: []string{svc}, Not: []string{"CN=WEB1"}})
	run(apptest.Case{Args: []string{"--move", spn, "WEB1$", "--yes"}, Out: []string{"✓ delete " + spn + " on svc-app: written", "✓ add " + spn + " on WEB1$: written"}})
	run(apptest.Case{Args: []string{"-Q", spn}, Out: []string{"CN=WEB1"}, Not: []string{svc}})
	run(apptest.Case{Args: []string{"--move", "http/gone.contoso.lab", "WEB1$", "--yes"}, Code: app.ExitUnknown, Err: []string{"moving http/gone.contoso.lab", "adwalk setspn -S adds it"}})
	run(apptest.Case{Args: []string{"--move", spn, "gone", "--yes"}, Code: app.ExitUnknown, Err: []string{"gone"}})
}

// Switches that exclude each other, and arguments that do not fit, are refused with the
// form that would be right; nothing is asked.
func TestFormsOfSetspn(t *testing.T) {
	apptest.Cases(t, func(t *testing.T) *app.Session { return apptest.Alone(t, "") }, Command, []apptest.Case{
		{Name: "two modes", Args: []string{"-L", "-X"}, Code: app.ExitUsage, Err: []string{"more than one of -L, -Q, -X, -S, -D, -R and --move was given", "choose one"}},
		{Name: "a computer and a user", Args: []string{"-C", "-U", "-L", "x"}, Code: app.ExitUsage, Err: []string{"-C and -U were both given"}},
		{Name: "an SPN without an account", Args: []string{"-S", "http/x"}, Code: app.ExitUsage, Err: []string{"the number of arguments does not fit", "write setspn -S SPN ACCOUNT"}},
		{Name: "stars that the shell replaced", Args: []string{"-S", "http/x", "a", "b"}, Code: app.ExitUsage, Err: []string{"too many arguments: 3, and this form takes 2", "put a pattern in quotes"}},
		{Name: "a pattern among files", Args: []string{"-Q", "http/*", "README"}, Code: app.ExitUsage, Err: []string{`"README"`, "it is neither an SPN nor a pattern"}},
		{Name: "duplicates of something", Args: []string{"-X", "http/x"}, Code: app.ExitUsage, Err: []string{"write setspn -X"}},
		{Name: "several patterns as one value", Args: []string{"-Q", "--json", "http/a", "http/b"}, Code: app.ExitUsage, Err: []string{"several patterns were given", "ask for one at a time"}},
		{Name: "several accounts as one value", Args: []string{"-L", "--json", "a", "b"}, Code: app.ExitUsage, Err: []string{"several accounts were given"}},
		{Name: "a pattern that is none", Args: []string{"-Q", "web"}, Code: app.ExitUsage, Err: []string{"write class/host; stars are wildcards"}},
	})
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "this domain", Args: []string{"-X", "-T", "CONTOSO.lab"}, Out: []string{"found 0 group of duplicate SPNs."}},
		{Name: "the current one", Args: []string{"-X", "-T", "*"}, Out: []string{"found 0 group of duplicate SPNs."}},
		{Name: "another domain", Args: []string{"-X", "-T", "fabrikam.lab"}, Code: app.ExitUsage, Err: []string{"is a domain controller of contoso.lab", "name a domain controller of fabrikam.lab with --server"}, Not: []string{"found 0"}},
		{Name: "another domain, to write", Args: []string{"-S", "http/new", "svc-app", "-T", "fabrikam.lab", "--yes"}, Code: app.ExitUsage, Err: []string{"fabrikam.lab"}, Not: []string{"Updated object"}},
		{Name: "without progress", Args: []string{"-X", "-P"}, Not: []string{"Processing entry"}},
	})
}
