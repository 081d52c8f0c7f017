package setspn

import (
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

const svc = "CN=svc-app,OU=Servers,DC=contoso,DC=lab"

// SPNs that are hidden are not an account without SPNs: the list ends with 3 and says so,
// in both forms, and nothing is deleted on the word of an empty list.
func TestHiddenSPNs(t *testing.T) {
	start := func(t *testing.T) *app.Session {
		s := lab("healthy")(t)
		apptest.Hide(t, s, svc, "servicePrincipalName")
		return s
	}
	notKnown := []string{"whether svc-app has SPNs is not known", "the object's permissions do not let", "read with an account that may see them"}
	apptest.Cases(t, start, Command, []apptest.Case{
		{Name: "listed", Args: []string{"-L", "svc-app"}, Code: app.ExitUnknown, Out: []string{"Registered ServicePrincipalNames for " + svc + ":\n"}, Err: notKnown, Not: []string{"\thttp/app"}},
		{Name: "with another that has them", Args: []string{"-L", "svc-app", "WEB1$"}, Code: app.ExitUnknown, Out: []string{"\tHOST/WEB1"}, Err: notKnown},
		{Name: "deleted", Args: []string{"-D", "http/app.contoso.lab", "svc-app", "--yes"}, Code: app.ExitUnknown, Err: notKnown, Not: []string{"does not have it", "Updated object"}},
		{Name: "as JSON", Args: []string{"-L", "svc-app", "--json"}, Code: app.ExitUnknown, Out: []string{`"spns": []`, `"unread": true`}},
		{Name: "of another account", Args: []string{"-L", "WEB1$", "--json"}, Out: []string{`"HOST/WEB1"`}, Not: []string{"unread"}},
	})
	// An account that has none, which may be seen, is no doubt.
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "none", Args: []string{"-L", "alice"}, Out: []string{"Registered ServicePrincipalNames for CN=Alice Archer,OU=Staff,DC=contoso,DC=lab:\n"}, Not: []string{"not known"}},
		{Name: "none, as JSON", Args: []string{"-L", "alice", "--json"}, Out: []string{`"spns": []`}, Not: []string{"unread"}},
	})
}

// Nothing found where not everything was searched is no answer; something found is one.
func TestASearchThatReachedLessThanAllOfIt(t *testing.T) {
	for _, c := range []struct {
		name   string
		forest bool
		cov    ad.Coverage
		want   int
	}{
		{"the domain", false, ad.Coverage{}, app.ExitOK},
		{"the forest", true, ad.Coverage{Forest: true}, app.ExitOK},
		{"the domain instead of the forest", true, ad.Coverage{}, app.ExitUnknown},
		{"cut short", false, ad.Coverage{Truncated: true}, app.ExitUnknown},
		{"the forest, cut short", true, ad.Coverage{Forest: true, Truncated: true}, app.ExitUnknown},
	} {
		if got := app.Code(whole(setspnOptions{forest: c.forest}, c.cov)); got != c.want {
			t.Errorf("%s: exit code %d, want %d", c.name, got, c.want)
		}
	}
}

// A filter on what is hidden matches nothing, as in a directory: the KDC goes on using it.
func TestAHiddenSPNIsFoundByNoFilter(t *testing.T) {
	s := lab("healthy")(t)
	apptest.Run(t, s, Command, "-Q", "http/app*").Hold(t, apptest.Case{Out: []string{svc, "Existing SPN found!"}})
	apptest.Hide(t, s, svc, "servicePrincipalName")
	apptest.Run(t, s, Command, "-Q", "http/app*").Hold(t, apptest.Case{Out: []string{"No such SPN found."}, Not: []string{svc}})
	client, err := s.Tickets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, got := client.ServiceTicket(t.Context(), "http/app.contoso.lab"); got.Reply == nil {
		t.Errorf("the KDC does not know it any more: %+v", got)
	}
}
