package show

import (
	"encoding/csv"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

func TestShow(t *testing.T) {
	lab := func(t *testing.T) *app.Session { return apptest.LabSession(t, "healthy") }
	const svc = "CN=svc-app,OU=Servers,DC=contoso,DC=lab"
	apptest.Cases(t, lab, Command, []apptest.Case{
		{Name: "an account, decoded", Args: []string{"svc-app"}, Out: []string{svc, "accountExpires", "never", "AES128, AES256 (0x18)", "http/app.contoso.lab"}},
		{Name: "as it is stored", Args: []string{svc, "--raw"}, Out: []string{"msDS-SupportedEncryptionTypes", "24"}, Not: []string{"AES128"}},
		{Name: "some attributes", Args: []string{"svc-app", "--attr", "servicePrincipalName"}, Out: []string{"http/app.contoso.lab"}, Not: []string{"sAMAccountName"}},
		{Name: "what is not set as well", Args: []string{"svc-app", "--all"}, Out: []string{"description"}},
		{Name: "the server itself", Args: []string{"rootDSE"}, Out: []string{"rootDSE", "defaultNamingContext", "DC=contoso,DC=lab"}},
		{Name: "by a filter", Args: []string{"--filter", "(servicePrincipalName=http/app*)"}, Out: []string{svc}},
		{Name: "counted", Args: []string{"--filter", "(objectClass=computer)", "--count"}, Not: []string{"servicePrincipalName"}},
		{Name: "bounded", Args: []string{"--filter", "(objectClass=computer)", "--limit", "1", "--base", "DC=contoso,DC=lab"}, Out: []string{"CN="}},
		{Name: "against another", Args: []string{"svc-app", "--compare", "svc-sql"}, Code: app.ExitFound, Out: []string{"svc-app", "svc-sql"}},
		{Name: "who wrote what", Args: []string{"svc-app", "--metadata"}, Out: []string{"servicePrincipalName", "DC1"}},
		{Name: "as LDIF", Args: []string{"svc-app", "--format", "ldif"}, Out: []string{"dn: " + svc, "servicePrincipalName: http/app.contoso.lab"}},
		{Name: "as JSON", Args: []string{"svc-app", "--json"}, Out: []string{`"dn": "` + svc + `"`, `"server": "dc1.contoso.lab"`}},
		{Name: "no such account", Args: []string{"nobody"}, Code: app.ExitUnknown, Err: []string{"could not find account nobody", "may not see it", "check the spelling"}},
		{Name: "no such object", Args: []string{"CN=gone,DC=contoso,DC=lab"}, Code: app.ExitUnknown, Err: []string{"CN=gone,DC=contoso,DC=lab", "there is no such object, or the account may not see it"}},
		{Name: "a filter that is none", Args: []string{"--filter", "((cn=x)"}, Code: app.ExitUsage},
		{Name: "a form that nobody knows", Args: []string{"svc-app", "--format", "xml"}, Code: app.ExitUsage, Err: []string{"xml"}},
		{Name: "nothing to show", Code: app.ExitUsage},
	})
	got := apptest.Run(t, apptest.LabSession(t, "healthy"), Command, "--filter", "(objectClass=computer)", "--attr", "sAMAccountName", "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(got.Out)).ReadAll()
	if err != nil || len(rows) < 3 || !strings.Contains(strings.Join(rows[0], " "), "sAMAccountName") {
		t.Errorf("CSV: %d rows, %v\n%s", len(rows), err, got.Out)
	}
}
