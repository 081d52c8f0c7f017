package remoteshell

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide/guidetest"
)

const (
	first = "host/linux1.contoso.lab"
	files = "cifs/files1.contoso.lab"
)

func hop(linux, target ad.Account, more ...guidetest.Fact) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "ssh://linux1.contoso.lab"), guidetest.Typed("second-hop", `\\files1.contoso.lab\data`),
		guidetest.OwnedBy(first, linux), guidetest.OwnedBy(files, target), guidetest.All(more...))
}

func linux(list ...string) ad.Account {
	a := guidetest.Computer("LINUX1", "1101", first)
	a.DelegatesTo = list
	return a
}

func target(sids ...string) ad.Account {
	a := guidetest.Computer("FILES1", "1102", files)
	a.ActOnBehalf = sids
	return a
}

func TestSteps(t *testing.T) {
	g := Guide()
	guidetest.Shape(t, g, "name dns owner account etypes ticket second user ways fix verify", "service", "account second-hop user")
	if got := guidetest.Answer(t, g, "service", "linux1.contoso.lab"); got != "ssh://linux1.contoso.lab" {
		t.Errorf("a bare host is %s", got)
	}
	if got := guidetest.Answer(t, g, "second-hop", "http://"); got[:8] != "refused:" {
		t.Errorf("no service is taken as %s", got)
	}
}

func TestTheSecondHop(t *testing.T) {
	free := linux()
	free.UAC |= ad.UACTrustedDelegation
	hidden := linux()
	hidden.Unread = []string{"msDS-AllowedToDelegateTo", "userAccountControl"}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "by the machine's list", Step: "second", Facts: hop(linux(files), target()), Status: diag.Pass, Asks: []string{"spn.owners " + files, "account " + linux().DN, "account " + target().DN}},
		{Name: "by the service's permission", Step: "second", Facts: hop(linux(), target(linux().SID)), Status: diag.Pass},
		{Name: "to anything", Step: "second", Facts: hop(free, target()), Status: diag.Pass},
		{Name: "by neither", Step: "second", Facts: hop(linux(), target()), Status: diag.Fail, Finds: []string{"second-hop LINUX1$ > " + files}},
		{Name: "a list that nobody may read", Step: "second", Facts: hop(hidden, target()), Status: diag.Unknown},
		{Name: "a service that was not named", Step: "second", Facts: guidetest.All(guidetest.Healthy(), guidetest.Typed("service", "ssh://linux1.contoso.lab")), Status: diag.Unknown, Says: []string{"where it leads was not said", "--set second-hop=TARGET"}},
		{Name: "what allows it is planned", Step: "fix", Facts: hop(linux(), target(), guidetest.Seen(facts.SecondHop, "", facts.SecondHopValue{From: linux().DN, SPN: files})), Status: diag.Manual, Finds: []string{"second-hop LINUX1$ > " + files}, Says: []string{files}},
	})
}

func TestTheUser(t *testing.T) {
	user := func(change func(*ad.Account), protected ...string) guidetest.Fact {
		bob := guidetest.User("bob", "1301")
		change(&bob)
		return hop(linux(files), target(), guidetest.Typed("user", "bob"), guidetest.Account(bob), guidetest.Seen(facts.Groups, "bob", protected))
	}
	plain := func(*ad.Account) {}
	second := func(f guidetest.Fact) guidetest.Fact {
		return guidetest.All(f, guidetest.Seen(facts.SecondHop, "", facts.SecondHopValue{From: linux().DN, SPN: files, User: "bob"}))
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "anybody", Step: "user", Facts: second(user(plain)), Status: diag.Pass, Asks: []string{"account bob", "account.groups bob"}},
		{Name: "marked as sensitive", Step: "user", Facts: second(user(func(a *ad.Account) { a.UAC |= ad.UACNotDelegated })), Status: diag.Fail, Finds: []string{"second-hop-user bob"}},
		{Name: "in Protected Users", Step: "user", Facts: second(user(plain, "S-1-5-21-1-2-3-525")), Status: diag.Fail, Finds: []string{"second-hop-user bob"}},
		{Name: "hidden members", Step: "user", Facts: second(guidetest.All(user(plain), guidetest.Unknown(facts.Groups, "bob", ad.ProblemNoRight, "access denied"))), Status: diag.Unknown, Says: []string{"access denied"}},
		{Name: "nobody named", Step: "user", Facts: hop(linux(files), target()), Status: diag.Skipped, Says: []string{"Not checked: no user was named.", "--set user=NAME"}},
		{Name: "the ways", Step: "ways", Status: diag.Manual, Says: []string{"Resource-based constrained delegation", "Constrained delegation", "A forwarded TGT", "CredSSP", "avoid it"}},
	})
}
