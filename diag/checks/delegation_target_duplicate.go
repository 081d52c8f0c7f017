package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegationTargetDuplicate finds entries that several accounts hold.
var delegationTargetDuplicate = diag.Check{
	Code: "delegation-target-duplicate", Area: "delegation", Severity: diag.Error,
	Needs: targetNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachTarget(r, o, func(d delegator, target string, own diag.Fact[facts.OwnersValue]) {
			subject := targetSubject(d, target)
			list := own.Value.Answering()
			if len(list) < 2 {
				if len(list) == 1 {
					o.Pass(subject, "", own.Proof(), targetEvidence(own))
				}
				return
			}
			args := targetArgs(d, target)
			args["owners"] = names(list)
			o.Hit(subject, diag.Duplicate, args, listEvidence(d, target), targetEvidence(own))
		})
	},
}
