package accounts

import (
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

const svc = "CN=svc-app,OU=Servers,DC=contoso,DC=lab"

func hiding(attributes ...string) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session {
		s := lab()(t)
		apptest.Hide(t, s, svc, attributes...)
		return s
	}
}

// What is hidden is not unset: the exit code says that it could not be found out.
func TestHiddenEncryptionTypes(t *testing.T) {
	apptest.Cases(t, hiding("msDS-SupportedEncryptionTypes"), EnctypesCommand, []apptest.Case{
		{Name: "listed", Args: []string{"list", "svc-app"}, Code: app.ExitUnknown, Out: []string{"svc-app: not known; the attribute is absent or hidden from you"}, Not: []string{"not set"}},
		{Name: "as JSON", Args: []string{"list", "svc-app", "--json"}, Code: app.ExitUnknown, Out: []string{`"known": false`, `"set": false`}},
		{Name: "deleted", Args: []string{"delete", "svc-app", "--yes"}, Code: app.ExitUnknown, Err: []string{"what msDS-SupportedEncryptionTypes of svc-app holds is not known"}, Not: []string{"they are like that already"}},
		{Name: "of another account", Args: []string{"list", "svc-sql"}, Out: []string{"svc-sql: 0x18 (24)"}},
	})
}

// A list that is hidden is not an empty one, and no entry is said to be missing from it.
func TestHiddenDelegation(t *testing.T) {
	apptest.Cases(t, hiding("msDS-AllowedToDelegateTo"), DelegationCommand, []apptest.Case{
		{Name: "shown", Args: []string{"show", "svc-app"}, Code: app.ExitUnknown,
			Out: []string{"Services that it may impersonate users to: not known", "Not known: msDS-AllowedToDelegateTo did not come"}, Not: []string{"Services that it may impersonate users to: 0", "exchangeMDB"}},
		{Name: "as JSON", Args: []string{"show", "svc-app", "--json"}, Code: app.ExitUnknown, Out: []string{`"services": []`, `"msDS-AllowedToDelegateTo"`}},
		{Name: "an entry less", Args: []string{"del-service", "svc-app", "exchangeMDB/be1.contoso.lab", "--yes"}, Code: app.ExitUnknown,
			Err: []string{"what msDS-AllowedToDelegateTo of svc-app holds is not known", "use an account that may see it"}, Not: []string{"does not list it", "nothing needs to be written"}},
	})
	apptest.Cases(t, hiding("userAccountControl"), DelegationCommand, []apptest.Case{
		{Name: "shown", Args: []string{"show", "svc-app"}, Code: app.ExitUnknown, Out: []string{"Not known: userAccountControl did not come"}},
		{Name: "switched off", Args: []string{"for-any-protocol", "svc-app", "off", "--yes"}, Code: app.ExitUnknown, Err: []string{"what userAccountControl of svc-app holds is not known"}, Not: []string{"it is off already"}},
	})
	apptest.Cases(t, hiding("msDS-AllowedToActOnBehalfOfOtherIdentity"), DelegationCommand, []apptest.Case{
		{Name: "shown", Args: []string{"show", "svc-app"}, Code: app.ExitUnknown, Out: []string{"Principals that may impersonate users to it: not known"}},
		{Name: "a principal less", Args: []string{"del-principal", "svc-app", "WEB1$", "--yes"}, Code: app.ExitUnknown, Err: []string{"msDS-AllowedToActOnBehalfOfOtherIdentity of svc-app holds is not known"}, Not: []string{"has no entry", "nothing needs to be written"}},
	})
}

// A principal is let in, shown, and shut out again, by name or by SID.
func TestAPrincipalComesAndGoes(t *testing.T) {
	s := lab()(t)
	run := func(c apptest.Case) apptest.Printed {
		t.Helper()
		got := apptest.Run(t, s, DelegationCommand, c.Args...)
		got.Hold(t, c)
		return got
	}
	const none = "Principals that may impersonate users to it: 0"
	run(apptest.Case{Args: []string{"show", "SQL1$"}, Out: []string{none}, Not: []string{"Not known"}})
	run(apptest.Case{Args: []string{"del-principal", "SQL1$", "svc-app", "--yes"}, Code: app.ExitUsage, Err: []string{"SQL1$ has no entry for it", "nothing needs to be written"}})
	for _, by := range []string{"name", "sid"} {
		run(apptest.Case{Args: []string{"add-principal", "SQL1$", "svc-app", "--yes"}, Out: []string{"✓ add "}})
		run(apptest.Case{Args: []string{"add-principal", "SQL1$", "svc-app", "--yes"}, Code: app.ExitUsage, Err: []string{"SQL1$ does that already"}})
		var row delegationRow
		run(apptest.Case{Args: []string{"show", "SQL1$", "--json"}}).JSON(t, &row)
		if len(row.Principals) != 1 {
			t.Fatalf("principals %q", row.Principals)
		}
		who := map[string]string{"name": "svc-app", "sid": row.Principals[0]}[by]
		run(apptest.Case{Args: []string{"del-principal", "SQL1$", who, "--dry-run"}, Out: []string{"an application of " + who + " that acts for its users loses access to SQL1$", "(dry run: nothing is written)"}})
		run(apptest.Case{Args: []string{"del-principal", "SQL1$", who, "--yes"}, Out: []string{"✓ delete "}})
		run(apptest.Case{Args: []string{"show", "SQL1$"}, Out: []string{none}})
	}
	run(apptest.Case{Args: []string{"del-principal", "SQL1$", "gone", "--yes"}, Code: app.ExitUnknown, Err: []string{"could not find account gone"}})
	run(apptest.Case{Args: []string{"for-any-protocol", "svc-app", "perhaps"}, Code: app.ExitUsage, Err: []string{"it is neither on nor off", "on|off"}})
	run(apptest.Case{Args: []string{"for-any-protocol", "svc-app", "off", "--yes"}, Code: app.ExitUsage, Err: []string{"it is off already"}})
	run(apptest.Case{Args: []string{"for-any-protocol", "svc-app", "on", "--yes"}, Out: []string{"✓ add TRUSTED_TO_AUTH_FOR_DELEGATION"}})
	run(apptest.Case{Args: []string{"show", "svc-app"}, Out: []string{"(TRUSTED_TO_AUTH_FOR_DELEGATION): true"}})
}
