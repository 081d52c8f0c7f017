package check

import (
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

func lab(scenario string) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session { return apptest.LabSession(t, scenario) }
}

func TestCheck(t *testing.T) {
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "everything", Out: []string{"✓", "Nothing wrong was found."}},
		{Name: "an area", Args: []string{"spn"}, Out: []string{"checks found nothing wrong", "had nothing to check", "Nothing wrong was found."}},
		{Name: "what is fine is listed", Args: []string{"spn-duplicate", "--all"}, Out: []string{"✓ spn-duplicate", "the forest"}},
		{Name: "a check that has nothing to look at is no answer", Args: []string{"etype-unset"}, Code: app.ExitUnknown, Out: []string{"? Nothing was checked"}, Not: []string{"Nothing wrong was found"}},
		{Name: "a check that finds nothing in the list of the forest", Args: []string{"account-disabled"}, Out: []string{"Nothing wrong was found."}, Not: []string{"Nothing was checked"}},
		{Name: "beside one that has", Args: []string{"etype-unset", "spn-duplicate"}, Out: []string{"- 1 more had nothing to check", "Nothing wrong was found."}},
		{Name: "the list", Args: []string{"--list", "dns"}, Out: []string{"dns-cname", "dns-unresolved"}, Not: []string{"spn-duplicate"}},
		{Name: "no such check", Args: []string{"spn-duplicates"}, Code: app.ExitUsage, Err: []string{`the check "spn-duplicates"`, "there is neither a code nor an area of that name", "adwalk check --list shows them"}},
	})
	apptest.Cases(t, lab("duplicates"), Command, []apptest.Case{
		{Name: "duplicates", Args: []string{"spn"}, Code: app.ExitFound, Out: []string{"✗ spn-duplicate", "wrong"}, Not: []string{"Nothing wrong"}},
		{Name: "as JSON", Args: []string{"spn-duplicate", "--json"}, Code: app.ExitFound, Out: []string{`"code": "spn-duplicate"`}},
	})
}
