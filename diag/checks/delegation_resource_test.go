package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func frontEnd(with ...func(*ad.Account)) ad.Account {
	a := ad.Account{DN: "CN=portal,DC=contoso,DC=lab", SID: "S-1-5-21-1-2-3-3001", Name: "portal", Classes: []string{"user"}, UAC: ad.UACNormal | ad.UACTrustedToAuth}
	for _, f := range with {
		f(&a)
	}
	return a
}

// A resource may let the front end in itself: then the list needs no entry, and a
// plan must not write one. An entry with a port does not stand for one without.
func TestABackEndThatLetsTheFrontEndIn(t *testing.T) {
	walk := func(w world, fe ad.Account, lets ...string) world {
		be := machine("STORE1")
		be.ActOnBehalf = lets
		w.input("front-end", "portal").input("back-ends", "store1.contoso.lab").account(fe)
		return w.owners("HTTP/store1", be).owners("HTTP/store1.contoso.lab", be)
	}
	listed := func(entries ...string) ad.Account {
		return frontEnd(func(a *ad.Account) { a.DelegatesTo = entries })
	}
	const subject = "portal > HTTP/store1.contoso.lab"
	judge(t, delegationEntryMissing,
		kase{"listed", func(w world) { walk(w, listed("HTTP/store1", "HTTP/store1.contoso.lab")) }, []string{"pass ok " + subject}},
		kase{"listed with a port only", func(w world) { walk(w, listed("HTTP/store1:80", "HTTP/store1.contoso.lab:80")) }, []string{"fail not-allowed " + subject}},
		kase{"let in by itself", func(w world) { walk(w, listed(), "S-1-5-21-1-2-3-3001") }, []string{"pass ok " + subject}},
		kase{"let in with everybody", func(w world) { walk(w, listed(), "S-1-1-0") }, []string{"pass ok " + subject}},
		kase{"a group is let in that the front end is in", func(w world) {
			walk(w, listed(), "S-1-5-21-1-2-3-9999")
			facts.Groups.Put(w.Snapshot, diag.Fact[[]string]{Subject: "portal", Value: []string{"S-1-5-21-1-2-3-513", "S-1-5-21-1-2-3-9999"}})
		}, []string{"pass ok " + subject}},
		kase{"a group is let in that the front end is not in", func(w world) {
			walk(w, listed(), "S-1-5-21-1-2-3-9999")
			facts.Groups.Put(w.Snapshot, diag.Fact[[]string]{Subject: "portal", Value: []string{"S-1-5-21-1-2-3-513"}})
		}, []string{"fail not-allowed " + subject}},
		kase{"somebody of another domain is let in", func(w world) {
			walk(w, listed(), "S-1-5-21-7-7-7-9999")
			facts.Groups.Put(w.Snapshot, diag.Fact[[]string]{Subject: "portal", Value: []string{"S-1-5-21-1-2-3-513"}})
		}, []string{"unknown not-checked " + subject}},
		kase{"everybody is let in, and the front end denied", func(w world) {
			be := machine("STORE1")
			be.ActOnBehalf, be.ActDenied = []string{"S-1-1-0"}, []string{"S-1-5-21-1-2-3-3001"}
			walk(w, listed()).owners("HTTP/store1", be).owners("HTTP/store1.contoso.lab", be)
			facts.Groups.Put(w.Snapshot, diag.Fact[[]string]{Subject: "portal", Value: []string{"S-1-5-21-1-2-3-513"}})
		}, []string{"unknown not-checked " + subject}},
		kase{"somebody is let in, perhaps a group", func(w world) { walk(w, listed(), "S-1-5-21-1-2-3-9999") }, []string{"unknown not-checked " + subject}},
		kase{"the KDC issued the ticket", func(w world) {
			walk(w, listed("HTTP/store1:80"))
			facts.DelegationProof.Put(w.Snapshot, diag.Fact[facts.DelegationProofValue]{Subject: facts.DelegationSubject("portal", "alice", "HTTP/store1.contoso.lab"),
				Source: src("kdc", "dc1"), Value: facts.DelegationProofValue{KDC: "dc1", Verdict: ad.DelegationAllowed}})
		}, []string{"pass ok " + subject}},
		kase{"a descriptor that cannot be read", func(w world) {
			be := machine("STORE1")
			be.Garbled = []string{"msDS-AllowedToActOnBehalfOfOtherIdentity"}
			walk(w, listed()).owners("HTTP/store1", be)
		}, []string{"unknown not-checked " + subject}})
	judge(t, delegationTransitionMissing,
		kase{"through the resource", func(w world) {
			walk(w, frontEnd(func(a *ad.Account) { a.UAC = ad.UACNormal }), "S-1-5-21-1-2-3-3001")
		}, []string{"pass ok portal"}},
		kase{"by its list", func(w world) {
			walk(w, frontEnd(func(a *ad.Account) { a.UAC, a.DelegatesTo = ad.UACNormal, []string{"HTTP/store1"} }))
		}, []string{"fail not-allowed portal"}})
}

func TestAResourceThatLetsEverybodyIn(t *testing.T) {
	resource := func(with func(*ad.Account)) func(world) {
		return func(w world) {
			a := machine("STORE2")
			with(&a)
			facts.Delegation.Put(w.Snapshot, diag.Fact[facts.DelegationValue]{Source: ldap, Value: facts.DelegationValue{Accounts: []ad.Account{a}}})
		}
	}
	judge(t, delegationOpenResource,
		kase{"one front end", resource(func(a *ad.Account) { a.ActOnBehalf = []string{"S-1-5-21-1-2-3-3001"} }), []string{"pass ok STORE2$"}},
		kase{"everybody", resource(func(a *ad.Account) { a.ActOnBehalf = []string{"S-1-1-0"} }), []string{"fail misplaced STORE2$"}},
		kase{"everybody who has logged in", resource(func(a *ad.Account) { a.ActOnBehalf = []string{"S-1-5-21-1-2-3-3001", "S-1-5-11"} }), []string{"fail misplaced STORE2$"}},
		kase{"every user of the domain", resource(func(a *ad.Account) { a.ActOnBehalf = []string{domainPart(a.SID) + "-513"} }), []string{"fail misplaced STORE2$"}},
		kase{"every computer of the domain", resource(func(a *ad.Account) { a.ActOnBehalf = []string{domainPart(a.SID) + "-515"} }), []string{"fail misplaced STORE2$"}},
		kase{"the builtin group that everybody is in", resource(func(a *ad.Account) { a.ActOnBehalf = []string{"S-1-5-32-545"} }), []string{"fail misplaced STORE2$"}},
		kase{"an account whose number ends like that of a group", resource(func(a *ad.Account) { a.ActOnBehalf = []string{domainPart(a.SID) + "-1515"} }), []string{"pass ok STORE2$"}},
		kase{"every computer of another domain", resource(func(a *ad.Account) { a.ActOnBehalf = []string{"S-1-5-21-7-7-7-515"} }), []string{"pass ok STORE2$"}},
		kase{"no descriptor that makes sense", resource(func(a *ad.Account) { a.Garbled = []string{"msDS-AllowedToActOnBehalfOfOtherIdentity"} }), []string{"unknown not-checked STORE2$"}},
		kase{"not read", func(w world) { w.unread(facts.Delegation.For(""), ad.ProblemUnreachable) }, []string{"unknown not-checked"}})
}

// Membership goes by the group's own list, whatever the group is called and however
// a user came into it.
func TestMembersOfProtectedUsers(t *testing.T) {
	user := func(memberOf []string, groups ...string) func(world) {
		return func(w world) {
			w.input("users", "dora").account(ad.Account{DN: "CN=Dora,OU=Staff,DC=contoso,DC=lab", SID: "S-1-5-21-1-2-3-1600", Name: "dora", UAC: ad.UACNormal, MemberOf: memberOf})
			if groups != nil {
				facts.Groups.Put(w.Snapshot, diag.Fact[[]string]{Subject: "dora", Value: groups, Source: ldap})
			}
		}
	}
	direct := []string{"CN=Protected Users,CN=Users,DC=contoso,DC=lab"}
	judge(t, delegationUserProtected,
		kase{"a member that memberOf does not show", user(nil, "S-1-5-21-1-2-3-513", "S-1-5-21-1-2-3-525"), []string{"fail protected dora"}},
		kase{"no member", user(nil, "S-1-5-21-1-2-3-513", "S-1-5-21-1-2-3-1525"), []string{"pass ok dora"}},
		kase{"a group of that number of another domain", user(nil, "S-1-5-21-9-9-9-525"), []string{"pass ok dora"}},
		kase{"memberOf, and its groups are hidden", func(w world) { user(direct)(w); w.unread(facts.Groups.For("dora"), ad.ProblemNoRight) }, []string{"fail protected dora"}},
		kase{"its groups are hidden", func(w world) { user(nil)(w); w.unread(facts.Groups.For("dora"), ad.ProblemNoRight) }, []string{"unknown not-checked dora"}})
}
