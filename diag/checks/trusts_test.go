package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// The trust on the way to a service is judged; a ticket that was issued outranks what
// the trusts look like from here.
func TestServicesOfOtherRealms(t *testing.T) {
	const spn = "http/app9.fabrikam.lab"
	fabrikam := ad.Trust{Partner: "fabrikam.lab", Direction: 3, Type: ad.TrustTypeAD, ETypes: 24}
	abroad := func(w world, list ...ad.Trust) world {
		target, _ := ad.ParseServiceTarget(spn)
		facts.Directory.Put(w.Snapshot, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Realm: "CONTOSO.LAB"}, Source: ldap})
		facts.Trusts.Put(w.Snapshot, diag.Fact[[]ad.Trust]{Value: list, Source: ldap})
		facts.Target.Put(w.Snapshot, diag.Fact[ad.ServiceTarget]{Subject: spn, Value: target})
		return w
	}
	inward := fabrikam
	inward.Direction = ad.TrustOutbound
	hidden := fabrikam
	hidden.Direction, hidden.Unread = 0, []string{"trustDirection"}
	judge(t, trustMissing,
		kase{"a ticket", func(w world) { abroad(w).issued(spn, ad.ETypeAES256, 1) }, []string{"pass ok " + spn}},
		kase{"no trust, unknown there", func(w world) { abroad(w).refused(spn, ad.ErrServiceUnknown) }, []string{"fail not-found " + spn}},
		kase{"a trust", func(w world) { abroad(w, fabrikam).refused(spn, ad.ErrServiceUnknown) }, nil},
		kase{"no answer", func(w world) { abroad(w).unread(facts.Ticket.For(spn), ad.ProblemUnreachable) }, []string{"unknown not-checked " + spn}},
		kase{"trusts not read", func(w world) { abroad(w).unread(facts.Trusts.For(""), ad.ProblemNoRight).refused(spn, 7) }, []string{"unknown not-checked " + spn}})
	judge(t, trustDirection,
		kase{"two-way", func(w world) { abroad(w, fabrikam).refused(spn, 7) }, []string{"pass ok fabrikam.lab"}},
		kase{"one-way, towards us", func(w world) { abroad(w, inward).refused(spn, 7) }, []string{"fail not-allowed fabrikam.lab"}},
		kase{"one-way, and a ticket all the same", func(w world) { abroad(w, inward).issued(spn, ad.ETypeAES256, 1) }, nil},
		kase{"hidden", func(w world) { abroad(w, hidden).refused(spn, 7) }, []string{"unknown not-checked fabrikam.lab"}})
	judge(t, trustSelective,
		kase{"refused by policy", func(w world) { abroad(w, fabrikam).refused(spn, kdcPolicy) }, []string{"fail not-allowed " + spn}},
		kase{"a ticket", func(w world) { abroad(w, fabrikam).issued(spn, ad.ETypeAES256, 1) }, []string{"pass ok " + spn}},
		kase{"refused otherwise", func(w world) { abroad(w, fabrikam).refused(spn, 7) }, nil})
	judge(t, spnTwoRealms,
		kase{"there only", func(w world) { abroad(w, fabrikam).owners(spn).issued(spn, ad.ETypeAES256, 1) }, []string{"pass ok " + spn}},
		kase{"here, too", func(w world) { abroad(w, fabrikam).owners(spn, asa()).issued(spn, ad.ETypeAES256, 1) }, []string{"fail duplicate " + spn}},
		kase{"owners not read", func(w world) {
			abroad(w, fabrikam).unread(facts.Owners.For(spn), ad.ProblemNoRight).issued(spn, ad.ETypeAES256, 1)
		}, []string{"unknown not-checked " + spn}})
}
