package kcdfrontend

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
)

const be1, be1Short = "HTTP/be1.contoso.lab", "HTTP/be1"

func frontEnd(change func(*ad.Account)) ad.Account {
	a := guidetest.Computer("FE1", "1101", "HOST/fe1.contoso.lab")
	a.UAC |= ad.UACTrustedToAuth
	a.DelegatesTo = []string{be1, be1Short}
	if change != nil {
		change(&a)
	}
	return a
}

// exchange2003 is a front end that may act on its only back end.
func exchange2003(fe ad.Account, more ...guidetest.Fact) guidetest.Fact {
	back := guidetest.Computer("BE1", "1102", be1, be1Short)
	return guidetest.All(guidetest.Healthy(), guidetest.Typed("front-end", "FE1$"), guidetest.Typed("back-ends", "be1.contoso.lab"), guidetest.Account(fe), guidetest.OwnedBy(be1, back), guidetest.OwnedBy(be1Short, back),
		guidetest.Seen(facts.Groups, "FE1$", []string{}), guidetest.All(more...))
}

func TestSteps(t *testing.T) {
	guidetest.Shape(t, Guide(), "environment front-end list targets back-ends files users future proof fix verify", "front-end back-ends", "users prove file-versions")
}

// The servers come from the directory: version 2003 alone, front ends by their account,
// back ends by their full name.
func TestDiscovery(t *testing.T) {
	s := guidetest.Snapshot(guidetest.Seen(facts.Exchange, "", facts.ExchangeValue{Organisation: "CN=X", Servers: []facts.ExchangeServer{
		{Name: "FE1", FQDN: "fe1.contoso.lab", Version: 6, FrontEnd: true}, {Name: "BE1", FQDN: "be1.contoso.lab", Version: 6}, {Name: "BE2", Version: 6}, {Name: "CAS1", FQDN: "cas1.contoso.lab", Version: 14}}}))
	if err := (&guide.Engine{}).Inputs(t.Context(), Guide(), s, nil); err != nil {
		t.Fatal(err)
	}
	if fe, be := guide.Value(s.Reader(), "front-end"), guide.Value(s.Reader(), "back-ends"); fe != "FE1$" || be != "be1.contoso.lab\nBE2" {
		t.Errorf("front ends %q, back ends %q", fe, be)
	}
	s = guidetest.Snapshot(guidetest.Unknown(facts.Exchange, "", ad.ProblemUnreachable, "connection refused"))
	p := ad.AsProblem((&guide.Engine{}).Inputs(t.Context(), Guide(), s, nil), "", "")
	if p == nil || p.Kind != ad.ProblemUnreachable || !strings.Contains(p.Error(), "connection refused") || !strings.Contains(p.Error(), "--set front-end=…") {
		t.Errorf("a directory that does not answer: %v", p)
	}
}

func TestTheList(t *testing.T) {
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "who it is about", Step: "environment", Facts: exchange2003(frontEnd(nil)), Status: diag.Pass, Says: []string{"Front end: FE1$. Back ends: be1.contoso.lab."}},
		{Name: "may act for anyone", Step: "front-end", Facts: exchange2003(frontEnd(nil)), Status: diag.Pass, Asks: []string{"account FE1$", "account.groups FE1$", "replica.account FE1$", "spn.owners " + be1, "spn.owners " + be1Short}},
		{Name: "may not act for smart cards", Step: "front-end", Facts: exchange2003(frontEnd(func(a *ad.Account) { a.UAC = ad.UACWorkstation })), Status: diag.Fail, Finds: []string{"delegation-transition-missing FE1$"}},
		{Name: "may act towards anything", Step: "front-end", Facts: exchange2003(frontEnd(func(a *ad.Account) { a.UAC |= ad.UACTrustedDelegation })), Status: diag.Fail, Finds: []string{"delegation-unconstrained FE1$"}},
		{Name: "disabled", Step: "front-end", Facts: exchange2003(frontEnd(func(a *ad.Account) { a.UAC |= ad.UACDisabled })), Status: diag.Fail, Finds: []string{"account-disabled FE1$"}},
		{Name: "hidden flags", Step: "front-end", Facts: exchange2003(frontEnd(func(a *ad.Account) { a.Unread = []string{"userAccountControl"} })), Status: diag.Unknown},
		{Name: "both forms are listed", Step: "list", Facts: exchange2003(frontEnd(nil)), Status: diag.Pass, Says: []string{"FE1$ lists 2 SPNs.", "KCDPollingInterval", "About 600 back ends fit into one list."}},
		{Name: "the short form is missing", Step: "list", Facts: exchange2003(frontEnd(func(a *ad.Account) { a.DelegatesTo = []string{be1} })), Status: diag.Fail, Finds: []string{"delegation-twin-missing FE1$ > HTTP/be1"}},
		{Name: "nothing is listed", Step: "list", Facts: exchange2003(frontEnd(func(a *ad.Account) { a.DelegatesTo = nil })), Status: diag.Fail, Finds: []string{"delegation-entry-missing FE1$ > " + be1}, Says: []string{"FE1$ lists 0 SPNs."}},
		{Name: "a list that nobody may read", Step: "list", Facts: exchange2003(frontEnd(func(a *ad.Account) {
			a.DelegatesTo, a.Unread = nil, []string{"msDS-AllowedToDelegateTo"}
		})), Status: diag.Unknown, Says: []string{"msDS-AllowedToDelegateTo"}, Silent: []string{"lists 0 SPNs"}},
		{Name: "an entry without an owner", Step: "targets", Facts: exchange2003(frontEnd(nil), guidetest.OwnedBy(be1Short)), Status: diag.Fail, Finds: []string{"delegation-target-missing FE1$ > " + be1Short}},
	})
}

func TestTheBackEnds(t *testing.T) {
	reach := func(v facts.ReachValue) guidetest.Fact {
		return exchange2003(frontEnd(nil), guidetest.Seen(facts.Reach, "be1.contoso.lab:80", v))
	}
	files := func(version string) guidetest.Fact {
		return guidetest.Seen(facts.FileVersions, "", map[string]string{"store.exe": version})
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "answers", Step: "back-ends", Facts: reach(facts.ReachValue{Open: true}), Status: diag.Pass, Asks: []string{"net.reach be1.contoso.lab:80"}},
		{Name: "is down", Step: "back-ends", Facts: reach(facts.ReachValue{Why: "connection refused"}), Status: diag.Fail, Finds: []string{"exchange-back-end-down be1.contoso.lab"}},
		{Name: "was not asked", Step: "back-ends", Facts: exchange2003(frontEnd(nil), guidetest.Unknown(facts.Reach, "be1.contoso.lab:80", ad.ProblemNotAsked, "--no-probes")), Status: diag.Skipped, Says: []string{"--no-probes"}},
		{Name: "versions that nobody pasted", Step: "files", Status: diag.Skipped, Says: []string{"manual: File versions can only be read on the front end.", "Exchsrvr"}},
		{Name: "a version that copes with one that is down", Step: "files", Facts: files("6.5.7653.23"), Status: diag.Pass},
		{Name: "a version before it", Step: "files", Facts: files("6.5.7638.1"), Status: diag.Fail, Finds: []string{"exchange-file-old store.exe"}},
		{Name: "the end of RC4", Step: "future", Facts: exchange2003(frontEnd(nil)), Status: diag.Skipped, Says: []string{"Windows Server 2003, which speaks RC4 and DES only"}},
	})
	for _, c := range []struct{ text, want string }{
		{"store.exe 6.5.7653.23", ""},
		{"no versions here", "refused: "},
	} {
		if got := guidetest.Answer(t, Guide(), "file-versions", c.text); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%q: %s", c.text, got)
		}
	}
}

func TestUsersAndTheProof(t *testing.T) {
	bob := guidetest.User("bob", "1301")
	bob.UAC |= ad.UACNotDelegated
	subject := facts.DelegationSubject("FE1$", "bob", be1)
	proof := func(v facts.DelegationProofValue) guidetest.Fact {
		return exchange2003(frontEnd(nil), guidetest.Typed("prove", "bob"), guidetest.Seen(facts.DelegationProof, subject, v))
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "no user was named", Step: "users", Facts: exchange2003(frontEnd(nil)), Status: diag.Skipped, Says: []string{"No user was named.", "--set users=alice"}},
		{Name: "a sensitive user", Step: "users", Facts: exchange2003(frontEnd(nil), guidetest.Typed("users", "bob"), guidetest.Account(bob), guidetest.Seen(facts.Groups, "bob", []string{})), Status: diag.Fail, Finds: []string{"delegation-user-protected bob"}, Asks: []string{"account bob", "account.groups bob"}},
		{Name: "members that nobody may read", Step: "users", Facts: exchange2003(frontEnd(nil), guidetest.Typed("users", "eve"), guidetest.Account(guidetest.User("eve", "1302")), guidetest.Unknown(facts.Groups, "eve", ad.ProblemNoRight, "access denied")), Status: diag.Unknown, Says: []string{"access denied"}},
		{Name: "was not tried", Step: "proof", Facts: exchange2003(frontEnd(nil)), Status: diag.Skipped, Says: []string{"Not tried. It takes the front end's key and a user's name.", "--set prove=alice"}},
		{Name: "a ticket in the user's name", Step: "proof", Facts: proof(facts.DelegationProofValue{KDC: "dc1", Verdict: ad.DelegationAllowed}), Status: diag.Pass, Asks: []string{"delegation.proof " + subject}},
		{Name: "a refusal", Step: "proof", Facts: proof(facts.DelegationProofValue{KDC: "dc1", Proxy: &ad.KDCError{Code: 13}}), Status: diag.Fail, Finds: []string{"delegation-proof-failed " + subject}},
		{Name: "without the front end's key", Step: "proof", Facts: exchange2003(frontEnd(nil), guidetest.Typed("prove", "bob"), guidetest.Unknown(facts.DelegationProof, subject, ad.ProblemNotAsked, "no key of FE1$ was given")), Status: diag.Skipped, Says: []string{"no key of FE1$ was given"}},
		{Name: "a refused proof is left to do", Step: "fix", Facts: proof(facts.DelegationProofValue{KDC: "dc1", Proxy: &ad.KDCError{Code: 13}}), Status: diag.Manual, Finds: []string{"delegation-proof-failed " + subject}, Says: []string{"The System Attendant may write the list again later"}, Silent: []string{"Nothing to change"}},
	})
}
