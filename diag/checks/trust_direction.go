package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// trustDirection finds trusts that do not let this domain's users in.
var trustDirection = diag.Check{
	Code: "trust-direction", Area: "kdc", Severity: diag.Error,
	Needs: []string{"service.target", "directory.info", "directory.trusts", "ticket", "trust.referral"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachRemote(r, o, func(x remote) {
			if !x.covered || x.issued() {
				return
			}
			proof := diag.PartProof(x.trusts, x.trust, "trustDirection")
			ev := diag.Seen(x.trusts.Source, "trustDirection %d", x.trust.Direction)
			ref, _ := facts.Referral.Get(r, x.trust.Partner)
			switch _, issued, _ := facts.ReferralHop(ref); {
			case issued:
				o.Pass(x.trust.Label(), "", ref.Proof(), ev, diag.Seen(ref.Source, "the KDC issues a referral to %s", x.trust.Label()))
			case proof.Missing() != nil:
				o.Unknown(x.trust.Label(), proof.Missing())
			case x.trust.Direction&ad.TrustInbound == 0:
				o.Hit(x.trust.Label(), diag.NotAllowed, map[string]string{"own": x.own}, ev).Hides = []string{x.spn}
			default:
				o.Pass(x.trust.Label(), "", proof, ev)
			}
		})
	},
}
