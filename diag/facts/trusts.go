package facts

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// Referral is what the KDC answered to a request for the ticket that lets its clients
// into a trusted realm, by that realm's name. Its encryption type is a key of the trust.
var Referral = diag.Define[ad.TicketResult]("trust.referral", "the KDC's answer for the referral ticket of a trust, by the other realm", diag.Names)

// MaxReferrals is how many trusts one walk asks a referral of.
const MaxReferrals = 20

// ReferralsOf are the trusts along which the KDC of the domain in use refers its
// clients, no more than MaxReferrals, and how many more there are.
func ReferralsOf(list []ad.Trust) (asked []ad.Trust, more int) {
	for _, t := range list {
		known, _ := t.Knows("trustDirection")
		switch {
		case t.Type != ad.TrustTypeAD && t.Type != ad.TrustTypeRealm, t.Partner == "", known && t.Direction&ad.TrustInbound == 0:
		case len(asked) == MaxReferrals:
			more++
		default:
			asked = append(asked, t)
		}
	}
	return asked, more
}

// ReferralHop is the answer of the own KDC in a request for a referral: the ticket for
// the other realm, or its refusal. ok is false where neither came.
func ReferralHop(f diag.Fact[ad.TicketResult]) (hop ad.Hop, issued, ok bool) {
	if !f.Known() || len(f.Value.Trace) == 0 {
		return ad.Hop{}, false, false
	}
	hop = f.Value.Trace[0]
	switch {
	case strings.EqualFold(hop.Got, "krbtgt/"+f.Subject):
		return hop, true, true
	case len(f.Value.Trace) == 1 && f.Value.Error != nil:
		return hop, false, true
	}
	return hop, false, false
}

// Trusts are the trusts of the domain in use, subject "".
var Trusts = diag.Define[[]ad.Trust]("directory.trusts", "the domain's trusts and the encryption types that they list", diag.Names)
