package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ticketWeakEType finds tickets that the KDC encrypts with RC4 or DES although
// the client offered AES.
var ticketWeakEType = diag.Check{
	Code: "ticket-weak-etype", Area: "ticket", Severity: diag.Warning,
	Needs:     []string{"ticket"},
	DependsOn: []string{"etype-unset", "etype-rc4-only", "etype-des-only", "spn-misplaced", "spn-duplicate", "spn-covered-by-host"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Ticket.All(r) {
			if !f.Known() || f.Value.Reply == nil {
				continue
			}
			reply := f.Value.Reply
			if !reply.TicketEType.Weak() {
				o.Pass(f.Subject, "", f.Proof(), ticketEvidence(f))
				continue
			}
			o.Hit(f.Subject, diag.NoCommonEType, map[string]string{"etype": reply.TicketEType.String(), "kdc": f.Value.KDC}, ticketEvidence(f))
		}
	},
}
