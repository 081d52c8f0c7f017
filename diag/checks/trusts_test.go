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
	policy := func(status uint32, further ...string) func(w world) {
		return func(w world) {
			abroad(w, fabrikam)
			crossed(w, spn, &ad.KDCError{Code: kdcPolicy, NTStatus: status}, append([]string{"CONTOSO.LAB"}, further...)...)
		}
	}
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
		kase{"refused by the other realm's firewall", policy(authenticationFirewall, "FABRIKAM.LAB"), []string{"fail not-allowed " + spn}},
		kase{"refused by policy, no status", policy(0, "FABRIKAM.LAB"), []string{"unknown not-checked " + spn}},
		kase{"refused by another policy", policy(0xC000006E, "FABRIKAM.LAB"), nil},
		kase{"refused by the own KDC", policy(authenticationFirewall), nil},
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

// crossed puts a request for a ticket that went from realm to realm and was refused at
// the end, or was not where e is nil.
func crossed(w world, spn string, e *ad.KDCError, realms ...string) {
	v := ad.TicketResult{SPN: spn, KDC: "kdc." + realms[len(realms)-1] + ":88", Error: e}
	if e == nil {
		v.Reply = &ad.TicketReply{}
	}
	for _, r := range realms {
		v.Trace = append(v.Trace, ad.Hop{Realm: r})
	}
	facts.Ticket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: spn, Value: v, Source: src("kdc", "dc1")})
}

// The KDC that refuses a referral, and how, shows whether the trust's two sides share a
// key. A refusal of the own KDC, or one that speaks of the service, does not.
func TestTheTwoSidesOfATrustShareAKey(t *testing.T) {
	const spn, other = "http/app9.fabrikam.lab", "http/app8.fabrikam.lab"
	at := func(code int, realms ...string) func(w world) {
		return func(w world) { crossed(w, spn, &ad.KDCError{Code: code}, realms...) }
	}
	const own, there, further = "CONTOSO.LAB", "FABRIKAM.LAB", "SALES.FABRIKAM.LAB"
	judge(t, trustKeyDiffers,
		kase{"a ticket", func(w world) { crossed(w, spn, nil, own, there) }, []string{"pass ok fabrikam.lab"}},
		kase{"a ticket of the own realm", func(w world) { crossed(w, spn, nil, own) }, nil},
		kase{"modified", at(ad.ErrModified, own, there), []string{"fail wrong-key fabrikam.lab"}},
		kase{"integrity", at(ad.ErrBadIntegrity, own, there), []string{"fail wrong-key fabrikam.lab"}},
		kase{"key version", at(ad.ErrBadKeyVersion, own, there), []string{"fail wrong-key fabrikam.lab"}},
		kase{"not us", at(ad.ErrNotUs, own, there), []string{"fail not-found fabrikam.lab"}},
		kase{"MIT, no principal of the trust", func(w world) {
			crossed(w, spn, &ad.KDCError{Code: ad.ErrServiceUnknown, Text: "PROCESS_TGS"}, own, there)
		}, []string{"fail not-found fabrikam.lab"}},
		kase{"MIT, no such service", func(w world) {
			crossed(w, spn, &ad.KDCError{Code: ad.ErrServiceUnknown, Text: "LOOKING_UP_SERVER"}, own, there)
		}, nil},
		kase{"the own KDC", at(ad.ErrModified, own), nil},
		kase{"generic", at(ad.ErrGeneric, own, there), []string{"unknown not-checked fabrikam.lab"}},
		kase{"no such service there", at(ad.ErrServiceUnknown, own, there), nil},
		kase{"the second trust", at(ad.ErrModified, own, there, further), []string{"pass ok fabrikam.lab", "fail wrong-key sales.fabrikam.lab"}},
		kase{"two names, one trust", func(w world) {
			at(ad.ErrModified, own, there)(w)
			crossed(w, other, &ad.KDCError{Code: ad.ErrModified}, own, there)
		}, []string{"fail wrong-key fabrikam.lab"}},
		kase{"two KDCs that disagree", func(w world) { at(ad.ErrModified, own, there)(w); crossed(w, other, nil, own, there) }, []string{"unknown not-checked fabrikam.lab"}},
		kase{"not asked", func(w world) { w.unread(facts.Ticket.For(spn), ad.ProblemNotAsked) }, nil})
}
