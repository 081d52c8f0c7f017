package checks

import (
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// delegationTargetMissing finds entries of a delegation list with an SPN that no
// account has: the server is gone, or its SPN was never registered.
var delegationTargetMissing = diag.Check{
	Code: "delegation-target-missing", Area: "delegation", Severity: diag.Warning,
	Needs: targetNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Fix: fix.DropTarget,
	Run: func(r *diag.Reader, o *diag.Out) {
		hiddenDelegation(r, o, lookup.AttrTargets)
		eachTarget(r, o, func(d delegator, target string, own diag.Fact[facts.OwnersValue]) {
			subject := targetSubject(d, target)
			switch {
			case len(own.Value.Answering()) > 0:
				o.Pass(subject, "", own.Proof(), targetEvidence(own))
			case own.Value.Coverage.Truncated:
				o.Unknown(subject, truncated(target))
			case len(own.Value.Lagging()) > 0:
				o.Unknown(subject, notArrived(target, own.Value.Lagging()[0]), append([]diag.Evidence{targetEvidence(own)}, elsewhereEvidence(own)...)...)
			default:
				args := targetArgs(d, target)
				args["scope"] = scope(own.Value.Coverage)
				o.Hit(subject, diag.Missing, args, listEvidence(d, target), targetEvidence(own))
			}
		})
	},
}
