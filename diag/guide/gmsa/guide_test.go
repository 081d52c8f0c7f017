package gmsa

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide/guidetest"
)

const (
	spn   = "http/app.contoso.lab"
	group = "S-1-5-21-1-2-3-2001"
	web1  = "S-1-5-21-1-2-3-1101"
)

func managed() ad.Account {
	a := guidetest.Computer("GMSA-APP", "1201", spn)
	a.Classes = append(a.Classes, "msDS-GroupManagedServiceAccount")
	return a
}

func app(more ...guidetest.Fact) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "http://app.contoso.lab"), guidetest.OwnedBy(spn, managed()), guidetest.All(more...))
}

func lets(v facts.GMSAValue) guidetest.Fact {
	v.Account = managed()
	return guidetest.Seen(facts.GMSA, managed().DN, v)
}

func host(sids ...string) guidetest.Fact {
	return guidetest.All(guidetest.Typed("hosts", "web1.contoso.lab"), guidetest.Seen(facts.LoginSIDs, "web1$", facts.LoginSIDsValue{Account: "WEB1$", SIDs: sids}))
}

func TestSteps(t *testing.T) {
	guidetest.Shape(t, Guide(), "name owner account password etypes ticket service fix verify", "service", "account hosts")
}

func TestWhoMayFetchThePassword(t *testing.T) {
	hosts := facts.GMSAValue{Managed: true, Interval: 30, Allowed: []facts.Fetcher{{SID: group, Name: "App hosts"}}}
	denied := hosts
	denied.Entries = []ad.AccessEntry{{SID: web1, Deny: true}, {SID: group}}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "a host of the group", Step: "password", Facts: app(lets(hosts), host(web1, group)), Status: diag.Pass,
			Says: []string{"The password changes every 30 days."}, Silent: []string{"No host was checked"}, Asks: []string{"account.gmsa " + managed().DN, "login.sids web1$"}},
		{Name: "a host outside of the group", Step: "password", Facts: app(lets(hosts), host(web1)), Status: diag.Fail, Finds: []string{"gmsa-host-not-allowed web1$"}},
		{Name: "a host that is kept out", Step: "password", Facts: app(lets(denied), host(web1, group)), Status: diag.Fail, Finds: []string{"gmsa-host-not-allowed web1$"}},
		{Name: "a host whose groups nobody knows", Step: "password", Facts: app(lets(hosts), guidetest.Typed("hosts", "web1"), guidetest.Unknown(facts.LoginSIDs, "web1$", ad.ProblemNoRight, "hidden")), Status: diag.Unknown, Says: []string{"hidden"}},
		{Name: "nobody is let in", Step: "password", Facts: app(lets(facts.GMSAValue{Managed: true}), host(web1)), Status: diag.Fail, Finds: []string{"gmsa-none-allowed GMSA-APP$"}, Silent: []string{"The password changes"}},
		{Name: "an ordinary account", Step: "password", Facts: app(lets(facts.GMSAValue{}), host(web1)), Status: diag.Fail, Finds: []string{"gmsa-not-managed GMSA-APP$"}},
		{Name: "no host was named", Step: "password", Facts: app(lets(hosts)), Status: diag.Skipped, Says: []string{"skipped: No host was checked.", "--set hosts=HOST,HOST"}},
		{Name: "a permission that may not be read", Step: "password", Facts: app(lets(facts.GMSAValue{Managed: true, Unread: "access denied"}), host(web1)), Status: diag.Unknown, Says: []string{"access denied"}},
		{Name: "an account that nobody could read", Step: "password", Facts: app(guidetest.Unknown(facts.GMSA, managed().DN, ad.ProblemUnreachable, "no answer"), host(web1)), Status: diag.Unknown, Says: []string{"no answer"}},
	})
}

// The managed account is the one that was named, else the only owner of the SPN.
func TestWhichAccount(t *testing.T) {
	second := guidetest.Computer("OTHER", "1202", spn)
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "the one that was named", Step: "password", Facts: app(guidetest.Typed("account", "GMSA-NEW$")), Status: diag.Unknown, Says: []string{"GMSA-NEW$: it was not asked for"}, Asks: []string{"account.gmsa GMSA-NEW$"}},
		{Name: "nobody's of two owners", Step: "password", Facts: app(guidetest.OwnedBy(spn, managed(), second)), Status: diag.Skipped, Says: []string{"Nothing to check here."}},
	})
}
