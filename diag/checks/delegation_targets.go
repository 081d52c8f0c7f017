package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

var targetNeeds = []string{"delegation.accounts", "account", "input", "spn.owners"}

// delegationTargetMissing finds entries of a delegation list that name a service
// nobody holds: the server is gone, or its name was never registered.
var delegationTargetMissing = diag.Check{
	Code: "delegation-target-missing", Area: "delegation", Severity: diag.Warning,
	Needs: targetNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachTarget(r, o, func(d delegator, target string, own diag.Fact[facts.OwnersValue]) {
			subject := targetSubject(d, target)
			switch {
			case len(effective(own.Value)) > 0:
				o.OK(subject, "", targetEvidence(own))
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

// delegationTargetDuplicate finds entries that several accounts hold.
var delegationTargetDuplicate = diag.Check{
	Code: "delegation-target-duplicate", Area: "delegation", Severity: diag.Error,
	Needs: targetNeeds, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachTarget(r, o, func(d delegator, target string, own diag.Fact[facts.OwnersValue]) {
			subject := targetSubject(d, target)
			list := effective(own.Value)
			if len(list) < 2 {
				if len(list) == 1 {
					o.OK(subject, "", targetEvidence(own))
				}
				return
			}
			args := targetArgs(d, target)
			args["owners"] = names(list)
			o.Hit(subject, diag.Duplicate, args, listEvidence(d, target), targetEvidence(own))
		})
	},
}

func targetEvidence(own diag.Fact[facts.OwnersValue]) diag.Evidence {
	if v := own.Value; len(v.Owners) == 0 && len(v.AliasHeld) > 0 {
		return diag.Seen(own.Source, "covered by %s of %s", v.AliasOf, labels(v.AliasHeld))
	}
	return ownersEvidence(own)
}
