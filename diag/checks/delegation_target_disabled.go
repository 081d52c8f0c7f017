package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegationTargetDisabled finds entries whose owner is disabled.
var delegationTargetDisabled = diag.Check{
	Code: "delegation-target-disabled", Area: "delegation", Severity: diag.Error,
	Needs: targetNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachOwnedTarget(r, o, func(d delegator, target string, owner ad.Account, own diag.Fact[facts.OwnersValue]) {
			subject := targetSubject(d, target)
			switch {
			case owner.Disabled():
				args := targetArgs(d, target)
				args["owner"] = owner.Label()
				o.Hit(subject, diag.OwnerDisabled, args, listEvidence(d, target), targetEvidence(own))
			default:
				o.Pass(subject, "", diag.PartProof(own, owner, "userAccountControl"), targetEvidence(own))
			}
		})
	},
}
