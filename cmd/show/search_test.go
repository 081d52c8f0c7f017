package show

import (
	"encoding/json"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

const svc = "CN=svc-app,OU=Servers,DC=contoso,DC=lab"

// A search counts alike in each form, says what limit cut it short, and refuses what it
// cannot do before it asks.
func TestSearches(t *testing.T) {
	lab := func(t *testing.T) *app.Session { return apptest.LabSession(t, "healthy") }
	const users = "(&(objectCategory=person)(servicePrincipalName=*))"
	apptest.Cases(t, lab, Command, []apptest.Case{
		{Name: "counted", Args: []string{"--filter", "(objectClass=computer)", "--count"}, Out: []string{"      16  DC=contoso,DC=lab\n", "16 objects in DC=contoso,DC=lab; "}},
		{Name: "one", Args: []string{"--filter", "(sAMAccountName=svc-app)", "--attr", "cn"}, Out: []string{svc, "1 object in "}},
		{Name: "none", Args: []string{"--filter", "(sAMAccountName=gone)"}, Out: []string{"0 objects in "}},
		{Name: "below a base", Args: []string{"--filter", users, "--base", "OU=Servers,DC=contoso,DC=lab", "--scope", "one", "--attr", "cn"}, Out: []string{svc, " in OU=Servers,DC=contoso,DC=lab\n"}},
		{Name: "the base alone", Args: []string{"--base", svc, "--scope", "base", "--attr", "cn"}, Out: []string{svc, "1 object in " + svc}},
		{Name: "a base that is not there", Args: []string{"--base", "OU=Gone,DC=contoso,DC=lab", "--filter", users}, Code: app.ExitUnknown, Err: []string{"searching below OU=Gone,DC=contoso,DC=lab", "there is no such object, or the account may not see it", "check the spelling of the DN"}, Not: []string{"0 objects"}},
		{Name: "bounded, as asked for", Args: []string{"--filter", "(objectClass=computer)", "--limit", "1", "--base", "DC=contoso,DC=lab", "--attr", "cn"}, Out: []string{"1 object in"}, Err: []string{"the list of DC=contoso,DC=lab was cut short"}},
		{Name: "a scope that is none", Args: []string{"--filter", users, "--scope", "tree"}, Code: app.ExitUsage, Err: []string{`--scope "tree"`, "write base, one or sub"}},
		{Name: "a filter that does not end", Args: []string{"--filter", "(cn=x"}, Code: app.ExitUsage, Err: []string{"the filter cannot be read", "why  unexpected end of filter", "write it as (attribute=value)"}, Not: []string{"Result Code", "objects in"}},
		{Name: "as LDIF", Args: []string{"--filter", "(sAMAccountName=svc-app)", "--format", "ldif", "--attr", "servicePrincipalName"}, Out: []string{"dn: " + svc + "\n", "servicePrincipalName: http/app.contoso.lab\n"}, Not: []string{"object in"}},
		{Name: "in a global catalog", Args: []string{"--gc", "--filter", "(sAMAccountName=svc-app)", "--attr", "sAMAccountName"}, Out: []string{svc}},
	})
	var counts []counted
	got := apptest.Run(t, lab(t), Command, "--filter", "(objectClass=computer)", "--count", "--json")
	if got.JSON(t, &counts); got.Code != app.ExitOK || len(counts) < 3 || counts[0] != (counted{"DC=contoso,DC=lab", 16}) {
		t.Errorf("%d %s", got.Code, got.Out)
	}
	var rows []struct {
		DN         string
		Attributes []attributeRow
	}
	got = apptest.Run(t, lab(t), Command, "--filter", "(sAMAccountName=svc-app)", "--json", "--attr", "msDS-SupportedEncryptionTypes")
	if got.JSON(t, &rows); len(rows) != 1 || rows[0].DN != svc || len(rows[0].Attributes) != 1 || !strings.Contains(rows[0].Attributes[0].Values[0], "AES256") || rows[0].Attributes[0].Raw[0] != "24" {
		t.Errorf("%+v", rows)
	}
	if got := apptest.Run(t, lab(t), Command, "--filter", "(sAMAccountName=gone)", "--json"); got.Out != "[]\n" {
		t.Errorf("nothing found, as JSON: %q", got.Out)
	}
}

// A search that could have found more ends as not known.
func TestASearchWithoutACatalog(t *testing.T) {
	got := apptest.Run(t, apptest.LabSession(t, "healthy"), Command, "--gc", "--filter", "(sAMAccountName=svc-app)", "--attr", "cn", "--json")
	var rows []json.RawMessage
	got.JSON(t, &rows)
	if short := strings.Contains(got.Err, "only the domain was searched"); short != (got.Code == app.ExitUnknown) {
		t.Errorf("exit code %d with %q", got.Code, got.Err)
	}
}

// Who may change an attribute is told in the order of the permissions, in both forms from
// the same list; of what the schema does not know nothing is told.
func TestWhoMayWrite(t *testing.T) {
	lab := func(t *testing.T) *app.Session { return apptest.LabSession(t, "healthy") }
	apptest.Cases(t, lab, Command, []apptest.Case{
		{Name: "SPNs", Args: []string{"svc-app", "--who-may-write", "servicePrincipalName"}, Out: []string{svc, "Who may write servicePrincipalName, in the order of the permissions:", "owner: may change permissions", "Owner: Local System.",
			"You (alice@CONTOSO.LAB) may write it, says the domain controller.", "Members of a group are not listed"}},
		{Name: "in other letters", Args: []string{"svc-app", "--who-may-write", "SERVICEPRINCIPALNAME"}, Out: []string{"Who may write servicePrincipalName"}},
		{Name: "an attribute that is none", Args: []string{"svc-app", "--who-may-write", "nosuch"}, Code: app.ExitUsage, Err: []string{"the schema has no attribute nosuch", "check the spelling"}},
		{Name: "of no account", Args: []string{"gone", "--who-may-write", "description"}, Code: app.ExitUnknown, Err: []string{"could not find account gone"}},
	})
	var who struct {
		DN, Attribute, Owner, You string
		List                      []struct{ SID, Name, How string }
	}
	apptest.Run(t, lab(t), Command, svc, "--who-may-write", "description", "--json").JSON(t, &who)
	if who.DN != svc || who.Attribute != "description" || who.You != "no" || len(who.List) == 0 || who.List[0].SID != "S-1-5-18" {
		t.Errorf("%+v", who)
	}
}

// Two objects that are alike say so; the same object on two servers is compared by itself.
func TestComparisons(t *testing.T) {
	lab := func(t *testing.T) *app.Session { return apptest.LabSession(t, "healthy") }
	apptest.Cases(t, lab, Command, []apptest.Case{
		{Name: "with itself", Args: []string{"svc-app", "--compare", svc}, Out: []string{"< " + svc, "No differences."}},
		{Name: "one attribute that differs", Args: []string{"svc-app", "--compare", "svc-sql", "--attr", "sAMAccountName"}, Code: app.ExitFound, Out: []string{"sAMAccountName\n  < svc-app\n  > svc-sql\n"}, Not: []string{"servicePrincipalName", "No differences"}},
		{Name: "with one that is not there", Args: []string{"svc-app", "--compare", "gone"}, Code: app.ExitUnknown, Err: []string{"could not find account gone"}, Not: []string{"No differences"}},
		{Name: "with a controller that is not there", Args: []string{"svc-app", "--compare", "=", "--dc", "dc9.contoso.lab"}, Code: app.ExitUnknown, Err: []string{"dc9.contoso.lab"}, Not: []string{"No differences"}},
	})
}
