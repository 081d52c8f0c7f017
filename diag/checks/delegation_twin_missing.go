package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// delegationTwinMissing finds back ends that the list names in one form only: a
// front end that asks for the other is refused. A form that no account has needs no
// entry: the KDC knows no such service, listed or not.
var delegationTwinMissing = diag.Check{
	Code: "delegation-twin-missing", Area: "delegation", Severity: diag.Warning,
	Needs: []string{"account", "input", "spn.owners"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Fix: fix.AllowTarget,
	Run: func(r *diag.Reader, o *diag.Out) {
		eachFrontEnd(r, o, func(d delegator) {
			for _, b := range backEnds(r) {
				var have, lack []string
				for _, form := range b.forms() {
					switch {
					case lists(d.account.DelegatesTo, form):
						have = append(have, form)
					case !unregistered(r, form):
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

// unregistered says whether a forest was seen to have no account for an SPN, neither
// under that name nor under one that covers it.
func unregistered(r *diag.Reader, spn string) bool {
	own, ok := facts.Owners.Get(r, spn)
	return ok && own.Known() && own.Proof().Missing() == nil && len(own.Value.Answering()) == 0
}
