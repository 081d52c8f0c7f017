package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ntlmFallback finds logons with NTLM to a target that has an SPN. What is wrong with the
// SPN or its account explains them and hides this.
var ntlmFallback = diag.Check{
	Code: "ntlm-fallback", Area: "ticket", Severity: diag.Notice, Needs: []string{"ntlm.use", "ticket"},
	DependsOn: []string{"directory-unreachable", "spn-missing", "spn-duplicate", "spn-misplaced", "spn-malformed", "account-disabled", "account-expired", "account-missing", "ticket-refused", "etype-none-common", "ticket-weak-etype"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachNTLM(r, o, func(f diag.Fact[facts.NTLMUseValue], row facts.NTLMRow) {
			switch {
			case row.ByAddress() || row.Direct:
			case row.Host() == "":
				o.Unknown(row.Subject(), &ad.Problem{Kind: ad.ProblemNotAsked, What: "why NTLM was used at " + row.Subject() + " is not known",
					Why: "the event does not name the SPN that the client gave", Do: "export the client's NTLM log too (events 8001 or 4020), where outgoing NTLM is audited"}, ntlmEvidence(f, row))
			default:
				ticketForNTLM(r, o, f, row)
			}
		})
	},
}

// ticketForNTLM judges a target that clients reached with NTLM by the KDC's answer today.
func ticketForNTLM(r *diag.Reader, o *diag.Out, f diag.Fact[facts.NTLMUseValue], row facts.NTLMRow) {
	t, asked := facts.Ticket.Get(r, row.Target)
	switch {
	case !asked:
		o.Unknown(row.Target, &ad.Problem{Kind: ad.ProblemNotAsked, What: "no ticket was requested for " + row.Target, Why: "one walk asks for a limited number", Do: "adwalk ticket " + ad.ShellQuote(row.Target)}, ntlmEvidence(f, row))
	case !t.Known():
		o.Unknown(row.Target, t.Problem, ntlmEvidence(f, row))
	case t.Value.Reply == nil: // the checks of tickets say so
		o.Unknown(row.Target, &ad.Problem{Kind: ad.ProblemNotFound, What: "the KDC issues no ticket for " + row.Target, Do: "see the findings about this SPN"}, ticketEvidence(t), ntlmEvidence(f, row))
	default:
		o.Hit(row.Target, diag.NTLM, ntlmArgs(row), ticketEvidence(t), ntlmEvidence(f, row))
	}
}
