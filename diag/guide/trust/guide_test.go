package trust

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide/guidetest"
)

const spn = "http/app.fabrikam.lab"

func trusts(list ...ad.Trust) guidetest.Fact {
	return guidetest.All(guidetest.Healthy(), guidetest.Seen(facts.Trusts, "", list))
}

func partner(d ad.TrustDirection, flags uint32) ad.Trust {
	return ad.Trust{Partner: "fabrikam.lab", Direction: d, Type: ad.TrustTypeAD, Flags: flags, ETypes: 24}
}

func TestSteps(t *testing.T) {
	g := Guide()
	guidetest.Shape(t, g, "name dns trusts hops owner service fix verify", "service", "account")
	for value, want := range map[string]string{
		"https://app.fabrikam.lab/x": "https://app.fabrikam.lab/x",
		`\\files.fabrikam.lab\data`:  `\\files.fabrikam.lab\data`,
		"http/app.fabrikam.lab":      "http/app.fabrikam.lab",
	} {
		if got := guidetest.Answer(t, g, "service", value); got != want {
			t.Errorf("%q is kept as %q", value, got)
		}
	}
}

func TestTrusts(t *testing.T) {
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "a two-way trust", Step: "trusts", Facts: trusts(partner(ad.TrustInbound|ad.TrustOutbound, 8)), Status: diag.Pass,
			Says: []string{"fabrikam.lab", ": two-way\n", "trustAttributes 0x8; encryption types:"}, Silent: []string{"selective"}, Asks: []string{"directory.trusts", "trust.referral fabrikam.lab"}},
		{Name: "users of this domain reach services there", Step: "trusts", Facts: trusts(partner(ad.TrustInbound, 0)), Status: diag.Pass,
			Says: []string{"one-way: users of this domain reach services there"}, Asks: []string{"trust.referral fabrikam.lab"}},
		{Name: "its users reach services here", Step: "trusts", Facts: trusts(partner(ad.TrustOutbound, 0)), Status: diag.Pass,
			Says: []string{"one-way: its users reach services here"}},
		{Name: "a disabled trust", Step: "trusts", Facts: trusts(partner(0, 0)), Status: diag.Pass, Says: []string{"fabrikam.lab", ": disabled"}},
		{Name: "selective authentication", Step: "trusts", Facts: trusts(partner(3, 0x10)), Status: diag.Pass, Says: []string{"0x10, selective authentication;"}},
		{Name: "no trust at all", Step: "trusts", Facts: trusts(), Status: diag.Pass, Says: []string{"The domain has no trust."}},
		{Name: "a direction that cannot be read", Step: "trusts", Facts: trusts(ad.Trust{Partner: "fabrikam.lab", Type: ad.TrustTypeAD, Unread: []string{"trustDirection", "trustAttributes", "msDS-SupportedEncryptionTypes"}}), Status: diag.Unknown,
			Says: []string{"fabrikam.lab: direction not readable", "trustAttributes not readable; encryption types: not readable"}},
		{Name: "hidden trusts", Step: "trusts", Facts: guidetest.All(guidetest.Healthy(), guidetest.Unknown(facts.Trusts, "", ad.ProblemNoRight, "access denied")), Status: diag.Unknown,
			Says: []string{"access denied"}, Silent: []string{"The domain has no trust"}},
		{Name: "trusts that nobody read", Step: "trusts", Status: diag.Skipped, Silent: []string{"The domain has no trust"}},
	})
}

func TestReferrals(t *testing.T) {
	asked := guidetest.All(guidetest.Typed("service", "http://app.fabrikam.lab"), guidetest.OwnedBy(spn))
	hops := func(reply bool, got ...string) guidetest.Fact {
		v := ad.TicketResult{SPN: spn, KDC: "dc1.contoso.lab:88"}
		for i, g := range got {
			v.Trace = append(v.Trace, ad.Hop{Realm: []string{"CONTOSO.LAB", "FABRIKAM.LAB"}[i], Asked: spn, Got: g})
		}
		if reply {
			v.Reply = &ad.TicketReply{SPN: spn, TicketEType: ad.ETypeAES256, SessionEType: ad.ETypeAES256}
		} else {
			v.Error = &ad.KDCError{Code: ad.ErrServiceUnknown}
		}
		return guidetest.Seen(facts.Ticket, spn, v)
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "along the trust", Step: "hops", Facts: guidetest.All(trusts(partner(3, 8)), asked, hops(true, "krbtgt/FABRIKAM.LAB", spn)), Status: diag.Pass,
			Says: []string{"1. KDC of CONTOSO.LAB: asked for " + spn + ", answered krbtgt/FABRIKAM.LAB", "2. KDC of FABRIKAM.LAB: asked for " + spn + ", answered " + spn},
			Asks: []string{"ticket " + spn, "directory.trusts"}},
		{Name: "without a trust", Step: "hops", Facts: guidetest.All(trusts(), asked, hops(false, "7 KDC_ERR_S_PRINCIPAL_UNKNOWN")), Status: diag.Fail,
			Finds: []string{"trust-missing http/app.fabrikam.lab"}, Says: []string{"1. KDC of CONTOSO.LAB: asked for " + spn + ", answered 7 KDC_ERR_S_PRINCIPAL_UNKNOWN"}},
		{Name: "a trust the other way round", Step: "hops", Facts: guidetest.All(trusts(partner(ad.TrustOutbound, 0)), asked, hops(false, "7 KDC_ERR_S_PRINCIPAL_UNKNOWN")), Status: diag.Fail,
			Finds: []string{"trust-direction fabrikam.lab"}},
		{Name: "nobody asked", Step: "hops", Facts: guidetest.All(trusts(partner(3, 8)), asked), Status: diag.Unknown, Silent: []string{"1. KDC"}},
	})
}
