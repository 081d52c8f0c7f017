package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

const (
	// kdcPolicy is KDC_ERR_POLICY (RFC 4120 7.5.9).
	kdcPolicy = 12
	// authenticationFirewall is STATUS_AUTHENTICATION_FIREWALL_FAILED (MS-ERREF 2.3.1).
	authenticationFirewall = 0xC0000413
)

// trustSelective finds services for which the KDC of another realm refuses a ticket
// because of selective authentication. Its NTSTATUS says so; the error code alone is
// said for other policies, too.
var trustSelective = diag.Check{
	Code: "trust-selective", Area: "kdc", Severity: diag.Error,
	Needs: []string{"service.target", "directory.info", "directory.trusts", "ticket"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachRemote(r, o, func(x remote) {
			if x.issued() {
				o.Pass(x.spn, "", x.ticket.Proof(), ticketEvidence(x.ticket))
				return
			}
			realm := x.refusedBy()
			if x.code() != kdcPolicy || realm == "" {
				return
			}
			ev := []diag.Evidence{ticketEvidence(x.ticket)}
			if x.covered {
				ev = append(ev, diag.Seen(x.trusts.Source, "trustAttributes %#x on this side; selective authentication is set on the other side", x.trust.Flags))
			}
			switch x.ticket.Value.Error.NTStatus {
			case authenticationFirewall:
				o.Hit(x.spn, diag.NotAllowed, map[string]string{"realm": strings.ToLower(realm)}, ev...)
			case 0:
				o.Unknown(x.spn, &ad.Problem{Kind: ad.ProblemNotFound, What: "whether selective authentication keeps the user out is not known", Why: "the KDC of " + realm + " refuses the ticket by policy and does not say by which",
					Do: "see there whether the trust has selective authentication, and whether an authentication policy restricts the account that runs the service"}, ev...)
			}
		})
	},
}

// refusedBy is the other realm whose KDC refused the ticket at the end of the
// referrals, "" for none.
func (x remote) refusedBy() string {
	if x.code() == 0 || len(x.ticket.Value.Trace) < 2 {
		return ""
	}
	realm := x.ticket.Value.Trace[len(x.ticket.Value.Trace)-1].Realm
	if strings.EqualFold(realm, x.own) {
		return ""
	}
	return realm
}
