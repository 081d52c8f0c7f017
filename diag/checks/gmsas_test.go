package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// A host passes only where one of its SIDs is let in; an account that is not managed,
// or whose group is gone, is named itself.
func TestGroupManagedAccounts(t *testing.T) {
	const group, other = "S-1-5-21-1-2-3-1801", "S-1-5-21-9-9-9-77"
	account := asa(func(a *ad.Account) { a.Name = "gmsa-shop$" })
	gmsa := func(w world, change func(v *facts.GMSAValue)) world {
		v := facts.GMSAValue{Account: account, Managed: true, Allowed: []facts.Fetcher{{SID: group, Name: "Shop hosts"}}}
		change(&v)
		facts.GMSA.Put(w.Snapshot, diag.Fact[facts.GMSAValue]{Subject: account.Name, Value: v, Source: ldap})
		facts.GMSAUse.Put(w.Snapshot, diag.Fact[facts.GMSAUseValue]{Value: facts.GMSAUseValue{Account: account.Name, Hosts: []string{"WEB1$"}}})
		return w
	}
	sids := func(w world, list ...string) world {
		facts.LoginSIDs.Put(w.Snapshot, diag.Fact[facts.LoginSIDsValue]{Subject: "WEB1$", Value: facts.LoginSIDsValue{Account: "WEB1$", SIDs: list}, Source: ldap})
		return w
	}
	same := func(*facts.GMSAValue) {}
	judge(t, gmsaHostNotAllowed,
		kase{"in the group", func(w world) { sids(gmsa(w, same), group) }, []string{"pass ok WEB1$"}},
		kase{"not in the group", func(w world) { sids(gmsa(w, same), "S-1-1-0") }, []string{"fail not-allowed WEB1$"}},
		kase{"denied before its group is let in", func(w world) {
			sids(gmsa(w, func(v *facts.GMSAValue) {
				v.Entries = []ad.AccessEntry{{SID: "S-1-5-21-1-2-3-1900", Deny: true}, {SID: group}}
			}), group, "S-1-5-21-1-2-3-1900")
		}, []string{"fail not-allowed WEB1$"}},
		kase{"network logins are denied", func(w world) {
			sids(gmsa(w, func(v *facts.GMSAValue) {
				v.Entries = []ad.AccessEntry{{SID: "S-1-5-2", Deny: true}, {SID: group}}
			}), group)
		}, []string{"unknown not-checked WEB1$"}},
		kase{"its groups are hidden", func(w world) { gmsa(w, same).unread(facts.LoginSIDs.For("WEB1$"), ad.ProblemNoRight) }, []string{"unknown not-checked WEB1$"}},
		kase{"the permission is hidden", func(w world) {
			sids(gmsa(w, func(v *facts.GMSAValue) { v.Allowed, v.Unread = nil, "not returned" }), group)
		}, []string{"unknown not-checked WEB1$"}},
		kase{"not managed", func(w world) { sids(gmsa(w, func(v *facts.GMSAValue) { v.Managed = false })) }, nil})
	judge(t, gmsaNoneAllowed,
		kase{"a group", func(w world) { gmsa(w, same) }, []string{"pass ok gmsa-shop$"}},
		kase{"a group that is gone", func(w world) { gmsa(w, func(v *facts.GMSAValue) { v.Allowed[0].Name = "" }) }, []string{"fail not-allowed gmsa-shop$"}},
		kase{"none at all", func(w world) { gmsa(w, func(v *facts.GMSAValue) { v.Allowed = nil }) }, []string{"fail not-allowed gmsa-shop$"}},
		kase{"a SID of another domain", func(w world) { gmsa(w, func(v *facts.GMSAValue) { v.Allowed = []facts.Fetcher{{SID: other}} }) }, []string{"unknown not-checked gmsa-shop$"}},
		kase{"hidden", func(w world) { gmsa(w, func(v *facts.GMSAValue) { v.Allowed, v.Unread = nil, "not returned" }) }, []string{"unknown not-checked gmsa-shop$"}})
	judge(t, gmsaNotManaged,
		kase{"managed", func(w world) { gmsa(w, same) }, []string{"pass ok gmsa-shop$"}},
		kase{"a computer", func(w world) { gmsa(w, func(v *facts.GMSAValue) { v.Managed = false }) }, []string{"fail unsupported gmsa-shop$"}},
		kase{"not read", func(w world) { gmsa(w, same).unread(facts.GMSA.For("gmsa-shop$"), ad.ProblemUnreachable) }, []string{"unknown not-checked gmsa-shop$"}})
}
