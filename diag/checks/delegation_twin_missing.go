package checks

import (
	"adwalk/diag"
	"adwalk/diag/fix"
)

// delegationTwinMissing finds back ends that the list names in one form only: a
// front end that asks for the other is refused.
var delegationTwinMissing = diag.Check{
	Code: "delegation-twin-missing", Area: "delegation", Severity: diag.Warning,
	Needs: []string{"account", "input"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Fix: fix.AllowTarget,
	Run: func(r *diag.Reader, o *diag.Out) {
		eachFrontEnd(r, o, func(d delegator) {
			for _, b := range backEnds(r) {
				var have, lack []string
				for _, form := range b.forms() {
					if lists(d.account.DelegatesTo, form) {
						have = append(have, form)
					} else {
						lack = append(lack, form)
					}
				}
				switch {
				case len(have) == 0: // delegation-entry-missing
				case d.proof("msDS-AllowedToDelegateTo").Missing() != nil:
					o.Unknown(targetSubject(d, b.short), d.proof("msDS-AllowedToDelegateTo").Missing())
				case len(lack) == 0:
					o.Pass(targetSubject(d, have[0]), "", d.proof("msDS-AllowedToDelegateTo"), listEvidence(d, have[0]))
				default:
					args := targetArgs(d, lack[0])
					args["listed"] = have[0]
					o.Hit(targetSubject(d, lack[0]), diag.NotAllowed, args, listEvidence(d, have[0]))
				}
			}
		})
	},
}
