package checks

import (
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/codes"
	"adwalk/diag/facts"
)

// hidesTickets are the codes that explain why a ticket is refused.
var hidesTickets = []string{
	"kdc-unreachable", "login-missing", "clock-skew", "account-missing", "account-disabled", "account-expired",
	"account-no-password", "spn-missing", "spn-duplicate", "spn-misplaced", "spn-covered-by-host",
	"trust-key-differs", "trust-selective",
}

// clientErrors are the answers that speak of the operator's own account or
// ticket, so they say nothing of the service.
var clientErrors = []int{1, ad.ErrClientUnknown, ad.ErrClientRevoked, 20, 21, ad.ErrKeyExpired, ad.ErrPreauthFailed, ad.ErrBadIntegrity, ad.ErrTicketExpired}

// ticketRefused finds SPNs for which the KDC says no although nothing in the
// directory explains it.
var ticketRefused = diag.Check{
	Code: "ticket-refused", Area: "ticket", Severity: diag.Error,
	Needs: []string{"ticket", "spn.owners"}, DependsOn: append(slices.Clone(hidesTickets), "sql-instance-unknown", "account-locked", "etype-none-common", "replica-differs"),
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Ticket.All(r) {
			if !f.Known() {
				if f.Problem.Kind != ad.ProblemNotAsked {
					o.Unknown(f.Subject, f.Problem)
				}
				continue
			}
			t := f.Value
			switch {
			case t.Problem != nil:
				o.Unknown(f.Subject, t.Problem)
			case t.Error == nil:
				o.Pass(f.Subject, "", f.Proof(), ticketEvidence(f))
			case slices.Contains(clientErrors, t.Error.Code) && len(t.Trace) < 2: // a KDC further on speaks of the trust
				o.Unknown(f.Subject, &ad.Problem{Kind: ad.ProblemLogin, What: "no ticket could be asked for " + f.Subject,
					Why: t.KDC + " refused the operator's own login: " + t.Error.Error(), Do: "log in again, or as somebody else"}, ticketEvidence(f))
			case t.Error.Code == ad.ErrETypeNoSupp: // etype-none-common
			default:
				o.Hit(f.Subject, refusal(r, f), map[string]string{
					"error": t.Error.Error(), "code": fmt.Sprint(t.Error.Code), "kdc": t.KDC,
				}, ticketEvidence(f))
			}
		}
	},
}

// refusal is the verdict that the KDC's error stands for.
func refusal(r *diag.Reader, f diag.Fact[ad.TicketResult]) diag.Verdict {
	v := codes.KDC(f.Value.Error.Code, codes.TGS).Verdict
	if own, ok := facts.Owners.Get(r, f.Subject); v == diag.Missing && ok && own.Known() && len(own.Value.Owners) == 1 {
		return diag.Contradicted // a replica that is behind, or a second owner that the reader may not see
	}
	if v == diag.NotChecked {
		return diag.Refused // the error says nothing about the SPN
	}
	return v
}

func ticketEvidence(f diag.Fact[ad.TicketResult]) diag.Evidence {
	t := f.Value
	switch {
	case t.Error != nil:
		if t.Error.NTStatus != 0 {
			return diag.Seen(f.Source, "KDC %s: %s, status %#08x", t.KDC, t.Error, t.Error.NTStatus)
		}
		return diag.Seen(f.Source, "KDC %s: %s", t.KDC, t.Error)
	case t.Reply != nil:
		return diag.Seen(f.Source, "KDC %s: ticket %s, session %s, kvno %d", t.KDC, t.Reply.TicketEType, t.Reply.SessionEType, t.Reply.KVNO)
	}
	return diag.Seen(f.Source, "no answer")
}
