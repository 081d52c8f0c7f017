package checks

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegationProofFailed finds delegations that the KDC refuses when they are
// tried with the front end's own key. The sub-status tells why (MS-SFU
// 3.2.5.2.1).
var delegationProofFailed = diag.Check{
	Code: "delegation-proof-failed", Area: "delegation", Severity: diag.Error,
	Needs: []string{"delegation.proof"},
	DependsOn: []string{"kdc-unreachable", "clock-skew", "delegation-entry-missing", "delegation-twin-missing", "delegation-transition-missing",
		"delegation-user-protected", "delegation-target-missing", "delegation-target-disabled", "delegation-target-duplicate", "delegation-other-domain"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.DelegationProof.All(r) {
			if !f.Known() {
				if f.Problem.Kind != ad.ProblemNotAsked {
					o.Unknown(f.Subject, f.Problem)
				}
				continue
			}
			e, step := f.Value.Self, "S4U2Self"
			if e == nil {
				e, step = f.Value.Proxy, "S4U2Proxy"
			}
			if e == nil {
				o.Pass(f.Subject, "", f.Proof(), diag.Seen(f.Source, "KDC %s issued the ticket", f.Value.KDC))
				continue
			}
			text := e.Error()
			if e.NTStatus != 0 {
				text += fmt.Sprintf(", status 0x%08X", e.NTStatus)
			}
			verdict, why := refusedDelegation(f.Value, e)
			o.Hit(f.Subject, verdict, map[string]string{"step": step, "who": proofWords(f.Subject), "error": text, "why": why},
				diag.Seen(f.Source, "%s at KDC %s: %s", step, f.Value.KDC, text))
		}
	},
}

// proofWords is a proof's subject in words.
func proofWords(subject string) string {
	p, ok := facts.DelegatedOf(subject)
	if !ok {
		return subject
	}
	return p.FrontEnd + " in the name of " + p.User + " towards " + p.Target
}

// refusedDelegation tells refusals of one code apart: by the evidence where that
// was seen, else by the KDC's own status.
func refusedDelegation(v facts.DelegationProofValue, e *ad.KDCError) (diag.Verdict, string) {
	switch {
	case v.Verdict == ad.DelegationNotListed:
		return diag.Missing, "the user's ticket can be forwarded, so the target is not in the list"
	case v.Verdict == ad.DelegationTargetUnknown:
		return diag.Missing, "no account, or more than one, has the target SPN"
	case v.Verdict != ad.DelegationNotForwardable:
	case v.Limit == ad.EvidenceUser:
		return diag.OwnerDisabled, "the user is marked as sensitive or is a member of Protected Users: the front end gets forwardable tickets for others"
	case v.Limit == ad.EvidenceNoTransition:
		return diag.Missing, "the front end may not turn another logon into a Kerberos ticket (protocol transition)"
	case v.Limit == ad.EvidenceOwnTGT:
		return diag.Refused, "the front end's own ticket cannot be forwarded"
	default:
		return diag.Refused, "the user's ticket cannot be forwarded"
	}
	return diag.Refused, subStatus(e)
}

func subStatus(e *ad.KDCError) string {
	switch e.NTStatus {
	case 0xC00000BB:
		return "the front end's delegation list is empty"
	case 0xC0000272:
		return "the target is not in the list, or the user's ticket cannot be forwarded"
	case 0xC0000225:
		return "the back end does not allow this front end"
	case 0xC000006E:
		return "the user may not be delegated"
	}
	return "the KDC gives no closer reason"
}
