package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// front is a front end as it should be, towards back end BE1.
func front(with ...func(*ad.Account)) ad.Account {
	a := machine("FE1")
	a.UAC |= ad.UACTrustedToAuth
	a.DelegatesTo = []string{"HTTP/BE1", "HTTP/be1.contoso.lab"}
	for _, f := range with {
		f(&a)
	}
	return a
}

func (w world) front(a ad.Account) world {
	return w.input("front-end", "FE1$").input("back-ends", "be1.contoso.lab").account(a)
}

func (w world) delegation(v facts.DelegationValue) world {
	facts.Delegation.Put(w.Snapshot, diag.Fact[facts.DelegationValue]{Value: v, Source: ldap})
	return w
}

func TestDelegationUnconstrained(t *testing.T) {
	judge(t, delegationUnconstrained,
		kase{"a list only", func(w world) { w.front(front()) }, []string{"pass ok FE1$"}},
		kase{"anything", func(w world) { w.front(front(func(a *ad.Account) { a.UAC |= ad.UACTrustedDelegation })) }, []string{"fail unconstrained FE1$"}},
		kase{"a domain controller", func(w world) {
			dc := machine("DC1")
			dc.UAC = ad.UACServer | ad.UACTrustedDelegation
			w.delegation(facts.DelegationValue{Accounts: []ad.Account{dc}})
		}, []string{"pass ok DC1$"}},
		kase{"a disabled account", func(w world) {
			a := machine("OLD")
			a.UAC |= ad.UACTrustedDelegation | ad.UACDisabled
			w.delegation(facts.DelegationValue{Accounts: []ad.Account{a}})
		}, nil},
		kase{"hidden", func(w world) { w.front(front(blind)) }, []string{"unknown not-checked FE1$"}},
		kase{"forest not readable", func(w world) { w.unread(facts.Delegation.For(""), ad.ProblemNoRight) }, []string{"unknown not-checked"}})
}

func TestDelegationTargets(t *testing.T) {
	be := machine("BE1")
	off := machine("BE1")
	off.UAC |= ad.UACDisabled
	away := machine("BE1")
	away.DN = "CN=BE1,DC=child,DC=contoso,DC=lab"
	one := func(a *ad.Account) { a.DelegatesTo = []string{"HTTP/BE1"} }
	held := func(list ...ad.Account) func(world) {
		return func(w world) { w.front(front(one)).owners("HTTP/BE1", list...) }
	}
	alias := func(w world) { w.front(front(one)).covered("HTTP/BE1", "host/BE1", be) }
	unread := func(w world) { w.front(front(one)).unread(facts.Owners.For("HTTP/BE1"), ad.ProblemNoRight) }
	listed := func(w world) {
		w.delegation(facts.DelegationValue{Accounts: []ad.Account{front(one)}}).owners("HTTP/BE1", be)
	}
	const subject = " FE1$ > HTTP/BE1"
	judge(t, delegationTargetMissing,
		kase{"held", held(be), []string{"pass ok" + subject}},
		kase{"covered by HOST", alias, []string{"pass ok" + subject}},
		kase{"from the forest's list", listed, []string{"pass ok" + subject}},
		kase{"nobody", held(), []string{"fail missing" + subject}},
		kase{"not readable", unread, []string{"unknown not-checked" + subject}})
	judge(t, delegationTargetDisabled,
		kase{"enabled", held(be), []string{"pass ok" + subject}},
		kase{"covered by HOST", alias, []string{"pass ok" + subject}},
		kase{"from the forest's list", listed, []string{"pass ok" + subject}},
		kase{"disabled", held(off), []string{"fail owner-disabled" + subject}},
		kase{"nobody is another code", held(), nil})
	judge(t, delegationTargetDuplicate,
		kase{"one", held(be), []string{"pass ok" + subject}},
		kase{"from the forest's list", listed, []string{"pass ok" + subject}},
		kase{"two", held(be, asa()), []string{"fail duplicate" + subject}},
		kase{"nobody is another code", held(), nil})
	judge(t, delegationOtherDomain,
		kase{"same", held(be), []string{"pass ok" + subject}},
		kase{"from the forest's list", listed, []string{"pass ok" + subject}},
		kase{"another", held(away), []string{"fail other-domain" + subject}})
}

func TestDelegationTrusteeUnknown(t *testing.T) {
	res := machine("SQL1")
	res.ActOnBehalf = []string{"S-1-5-21-1", "S-1-5-21-2"}
	judge(t, delegationTrusteeUnknown,
		kase{"all there", func(w world) {
			w.delegation(facts.DelegationValue{Accounts: []ad.Account{res}, Names: map[string]string{"S-1-5-21-1": "WEB$", "S-1-5-21-2": "APP$"}})
		}, []string{"pass ok SQL1$ < WEB$", "pass ok SQL1$ < APP$"}},
		kase{"one gone, one not looked up", func(w world) {
			w.delegation(facts.DelegationValue{Accounts: []ad.Account{res}, Names: map[string]string{"S-1-5-21-1": ""}})
		}, []string{"fail not-found SQL1$ < S-1-5-21-1", "unknown not-checked SQL1$ < S-1-5-21-2"}},
		kase{"everybody", func(w world) {
			w.delegation(facts.DelegationValue{Accounts: []ad.Account{{Name: "SQL1$", ActOnBehalf: []string{"S-1-1-0"}}}})
		}, nil},
		kase{"not readable", func(w world) { w.unread(facts.Delegation.For(""), ad.ProblemNoRight) }, []string{"unknown not-checked"}})
}

func TestDelegationTransitionMissing(t *testing.T) {
	judge(t, delegationTransitionMissing,
		kase{"on", func(w world) { w.front(front()) }, []string{"pass ok FE1$"}},
		kase{"off", func(w world) { w.front(front(func(a *ad.Account) { a.UAC = ad.UACWorkstation })) }, []string{"fail not-allowed FE1$"}},
		kase{"hidden", func(w world) { w.front(front(blind)) }, []string{"unknown not-checked FE1$"}},
		kase{"no such account is another code", func(w world) { w.input("front-end", "FE1$").noAccount("FE1$") }, nil})
}

func TestDelegationEntries(t *testing.T) {
	list := func(entries ...string) func(world) {
		return func(w world) { w.front(front(func(a *ad.Account) { a.DelegatesTo = entries })) }
	}
	const full = " FE1$ > HTTP/be1.contoso.lab"
	judge(t, delegationEntryMissing,
		kase{"both forms", list("http/BE1", "HTTP/BE1.contoso.lab"), []string{"pass ok" + full}},
		kase{"one form", list("HTTP/be1"), []string{"pass ok" + full}},
		kase{"neither", list("HTTP/be2"), []string{"fail not-allowed" + full}},
		kase{"another class", list("exchangeMDB/be1"), []string{"fail not-allowed" + full}},
		kase{"hidden", func(w world) { w.front(front(blind, func(a *ad.Account) { a.DelegatesTo = nil })) }, []string{"unknown not-checked FE1$"}})
	judge(t, delegationTwinMissing,
		kase{"both", list("http/BE1", "HTTP/BE1.contoso.lab"), []string{"pass ok FE1$ > HTTP/be1"}},
		kase{"short only", list("HTTP/be1"), []string{"fail not-allowed" + full}},
		kase{"full only", list("HTTP/be1.contoso.lab"), []string{"fail not-allowed FE1$ > HTTP/be1"}},
		kase{"neither is another code", list(), nil})
	many := make([]string, 1300)
	judge(t, delegationListLimit,
		kase{"a few", list("HTTP/be1"), []string{"pass ok FE1$"}},
		kase{"too many", list(many...), []string{"fail over-limit FE1$"}})
}

// A back end that was named without its domain gets its full name from its
// account.
func TestBackEndByShortName(t *testing.T) {
	w := world{diag.NewSnapshot()}
	w.input("back-ends", "BE1").account(machine("BE1"))
	got := backEnds(w.Reader())
	if len(got) != 1 || got[0].full != "be1.contoso.lab" {
		t.Errorf("%+v", got)
	}
}

func TestDelegationUserProtected(t *testing.T) {
	user := func(with func(*ad.Account)) func(world) {
		return func(w world) {
			a := ad.Account{DN: "CN=alice,DC=contoso,DC=lab", Name: "alice", Classes: []string{"user"}, UAC: ad.UACNormal}
			with(&a)
			w.input("users", "alice").account(a)
		}
	}
	judge(t, delegationUserProtected,
		kase{"ordinary", func(w world) {
			user(func(a *ad.Account) { a.MemberOf = []string{"CN=Protected Users Fans,CN=Users,DC=contoso,DC=lab"} })(w)
			facts.Groups.Put(w.Snapshot, diag.Fact[[]string]{Subject: "alice", Value: []string{"S-1-5-21-1-2-3-513"}, Source: ldap})
		}, []string{"pass ok alice"}},
		kase{"sensitive", user(func(a *ad.Account) { a.UAC |= ad.UACNotDelegated }), []string{"fail protected alice"}},
		kase{"protected", user(func(a *ad.Account) { a.MemberOf = []string{"CN=Protected Users,CN=Users,DC=contoso,DC=lab"} }), []string{"fail protected alice"}},
		kase{"hidden", user(blind), []string{"unknown not-checked alice"}})
}

func TestDelegationProofFailed(t *testing.T) {
	proof := func(v facts.DelegationProofValue) func(world) {
		return func(w world) {
			facts.DelegationProof.Put(w.Snapshot, diag.Fact[facts.DelegationProofValue]{Subject: "FE1$|alice|HTTP/be1", Value: v, Source: src("kdc", "dc1")})
		}
	}
	judge(t, delegationProofFailed,
		kase{"issued", proof(facts.DelegationProofValue{KDC: "dc1:88"}), []string{"pass ok FE1$|alice|HTTP/be1"}},
		kase{"refused", proof(facts.DelegationProofValue{KDC: "dc1:88", Proxy: &ad.KDCError{Code: ad.ErrBadOption, NTStatus: 0xC0000272}}), []string{"fail refused FE1$|alice|HTTP/be1"}},
		kase{"for a sensitive user", proof(facts.DelegationProofValue{KDC: "dc1:88", Proxy: &ad.KDCError{Code: ad.ErrBadOption}, Verdict: ad.DelegationNotForwardable, Limit: ad.EvidenceUser}),
			[]string{"fail owner-disabled FE1$|alice|HTTP/be1"}},
		kase{"not listed", proof(facts.DelegationProofValue{KDC: "dc1:88", Proxy: &ad.KDCError{Code: ad.ErrBadOption}, Verdict: ad.DelegationNotListed}),
			[]string{"fail missing FE1$|alice|HTTP/be1"}},
		kase{"without protocol transition", proof(facts.DelegationProofValue{KDC: "dc1:88", Proxy: &ad.KDCError{Code: ad.ErrBadOption}, Verdict: ad.DelegationNotForwardable, Limit: ad.EvidenceNoTransition}),
			[]string{"fail missing FE1$|alice|HTTP/be1"}},
		kase{"no key at hand", func(w world) { w.unread(facts.DelegationProof.For("FE1$|alice|HTTP/be1"), ad.ProblemNotAsked) }, nil})
}
