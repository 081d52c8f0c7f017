package checks

import "adwalk/diag"

// kdcPolicy is KDC_ERR_POLICY (RFC 4120 7.5.9).
const kdcPolicy = 12

// trustSelective finds services for which the other realm's KDC refuses a ticket by
// policy: selective authentication, in most cases.
var trustSelective = diag.Check{
	Code: "trust-selective", Area: "kdc", Severity: diag.Error,
	Needs: []string{"service.target", "directory.info", "directory.trusts", "ticket"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachRemote(r, o, func(x remote) {
			switch {
			case x.code() == kdcPolicy:
				o.Hit(x.spn, diag.NotAllowed, map[string]string{"realm": x.trust.Label()}, ticketEvidence(x.ticket), diag.Seen(x.trusts.Source, "trustAttributes %#x", x.trust.Flags))
			case x.issued():
				o.Pass(x.spn, "", x.ticket.Proof(), ticketEvidence(x.ticket))
			}
		})
	},
}
