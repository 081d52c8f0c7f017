package checks

import (
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// spnTwoRealms finds SPNs that are registered here for a host of a trusted domain: the
// own KDC issues the tickets, with a key that the service there does not have.
var spnTwoRealms = diag.Check{
	Code: "spn-two-realms", Area: "spn", Severity: diag.Error,
	Needs: []string{"service.target", "directory.info", "directory.trusts", "ticket", "spn.owners", "service.answer"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachRemote(r, o, func(x remote) {
			own, asked := facts.Owners.Get(r, x.spn)
			switch {
			case !asked || !x.covered:
			case !own.Known():
				o.Unknown(x.spn, own.Problem)
			case len(own.Value.Owners) == 0:
				o.Pass(x.spn, "", own.Proof().And(x.ticket.Proof()), ownersEvidence(own))
			case facts.AcceptedAt(r, x.spn) != "" && x.issued() && strings.EqualFold(x.ticket.Value.Reply.Realm, x.own):
				o.Pass(x.spn, "", own.Proof().And(x.ticket.Proof()), ownersEvidence(own), ticketEvidence(x.ticket))
			default:
				o.Hit(x.spn, diag.Duplicate, map[string]string{"owner": names(own.Value.Owners), "own": x.own, "partner": x.trust.Label()}, ownersEvidence(own))
			}
		})
	},
}
