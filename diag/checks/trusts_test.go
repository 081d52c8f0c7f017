package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/pages"
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

// The referral that the KDC issues shows the type of a trust's key, whatever it lists; a
// trust that lists nothing is judged by nothing else.
func TestAReferralShowsTheTypeOfATrust(t *testing.T) {
	const realm = "fabrikam.lab"
	trust := func(etypes ad.SupportedETypes) ad.Trust {
		return ad.Trust{Partner: realm, Direction: 3, Type: ad.TrustTypeAD, ETypes: etypes}
	}
	put := func(w world, tr ad.Trust, hops ...ad.Hop) {
		facts.Trusts.Put(w.Snapshot, diag.Fact[[]ad.Trust]{Value: []ad.Trust{tr}, Source: ldap})
		if len(hops) == 0 {
			return
		}
		v := ad.TicketResult{SPN: "krbtgt/" + realm, Trace: hops, Reply: &ad.TicketReply{}}
		if hops[0].TicketEType == 0 {
			v.Reply, v.Error = nil, &ad.KDCError{Code: ad.ErrETypeNoSupp}
		}
		facts.Referral.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: realm, Value: v, Source: src("kdc", "dc1")})
	}
	issued := func(e ad.EType) ad.Hop { return ad.Hop{KDC: "dc1:88", Got: "krbtgt/FABRIKAM.LAB", TicketEType: e} }
	elsewhere := ad.Hop{KDC: "dc1:88", Got: "krbtgt/CHILD.LAB", TicketEType: ad.ETypeRC4}
	judge(t, trustRC4Only,
		kase{"nothing listed, AES", func(w world) { put(w, trust(0), issued(ad.ETypeAES256)) }, []string{"pass ok " + realm}},
		kase{"nothing listed, RC4", func(w world) { put(w, trust(0), issued(ad.ETypeRC4)) }, []string{"fail no-common-etype " + realm}},
		kase{"nothing listed, not asked", func(w world) { put(w, trust(0)) }, []string{"unknown not-checked " + realm}},
		kase{"nothing listed, not answered", func(w world) { put(w, trust(0)); w.unread(facts.Referral.For(realm), ad.ProblemUnreachable) }, []string{"unknown not-checked " + realm}},
		kase{"nothing listed, referred elsewhere", func(w world) { put(w, trust(0), elsewhere) }, []string{"unknown not-checked " + realm}},
		kase{"AES listed, RC4", func(w world) { put(w, trust(24), issued(ad.ETypeRC4)) }, []string{"unknown not-checked " + realm}},
		kase{"AES listed, refused for want of a type", func(w world) { put(w, trust(24), ad.Hop{KDC: "dc1:88"}) }, []string{"unknown not-checked " + realm}},
		kase{"AES listed, not asked", func(w world) { put(w, trust(24)) }, []string{"pass ok " + realm}},
		kase{"RC4 listed, RC4", func(w world) { put(w, trust(4), issued(ad.ETypeRC4)) }, []string{"fail no-common-etype " + realm}},
		kase{"RC4 listed, AES", func(w world) { put(w, trust(4), issued(ad.ETypeAES256)) }, []string{"unknown not-checked " + realm}})
}

// A service that another realm's KDC refuses is missing there, or not known; it is not
// missing here.
func TestAServiceThatAnotherRealmRefuses(t *testing.T) {
	const spn = "http/app9.fabrikam.lab"
	at := func(code int) func(w world) {
		return func(w world) {
			w.expect("", spn).owners(spn)
			facts.Directory.Put(w.Snapshot, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Realm: "CONTOSO.LAB"}, Source: ldap})
			facts.Ticket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: spn, Source: src("kdc", "dc1"), Value: ad.TicketResult{SPN: spn, KDC: "there:88", Error: &ad.KDCError{Code: code},
				Trace: []ad.Hop{{Realm: "CONTOSO.LAB", Got: "krbtgt/FABRIKAM.LAB"}, {Realm: "FABRIKAM.LAB"}}}})
		}
	}
	judge(t, spnMissing,
		kase{"not known there", at(ad.ErrServiceUnknown), []string{"fail missing " + spn}},
		kase{"refused there", at(ad.ErrBadIntegrity), []string{"unknown not-checked " + spn}})
	w := world{diag.NewSnapshot()}
	at(ad.ErrServiceUnknown)(w)
	w.expect("CASARRAY-ASA$", spn).account(asa())
	results := diag.Run([]diag.Check{spnMissing}, w.Snapshot)
	if p := fix.Build(diag.Findings(results, pages.Catalogue()), w.Reader()); len(p.Changes) > 0 || len(p.Left) != 1 {
		t.Errorf("planned here: %v, left %v", p.Changes, p.Left)
	}
}
