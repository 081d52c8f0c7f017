package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegationTargetDisabled finds entries whose owner is disabled.
var delegationTargetDisabled = diag.Check{
	Code: "delegation-target-disabled", Area: "delegation", Severity: diag.Error,
	Needs: targetNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachTarget(r, o, func(d delegator, target string, own diag.Fact[facts.OwnersValue]) {
			list := effective(own.Value)
			if len(list) != 1 {
				return
			}
			subject := targetSubject(d, target)
			switch {
			case hidden(list[0], own.Source) != nil:
				o.Unknown(subject, hidden(list[0], own.Source))
			case list[0].Disabled():
				args := targetArgs(d, target)
				args["owner"] = list[0].Label()
				o.Hit(subject, diag.OwnerDisabled, args, listEvidence(d, target), targetEvidence(own))
			default:
				o.OK(subject, "", targetEvidence(own))
			}
		})
	},
}
