package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// trustDirection finds trusts that do not let this domain's users in.
var trustDirection = diag.Check{
	Code: "trust-direction", Area: "kdc", Severity: diag.Error,
	Needs: []string{"service.target", "directory.info", "directory.trusts", "ticket"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachRemote(r, o, func(x remote) {
			if !x.covered || x.issued() {
				return
			}
			proof := diag.PartProof(x.trusts, x.trust, "trustDirection")
			ev := diag.Seen(x.trusts.Source, "trustDirection %d", x.trust.Direction)
			switch {
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
