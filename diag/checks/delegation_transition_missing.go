package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
)

// delegationTransitionMissing finds front ends without protocol transition: users
// who come with a smart card or a form have no ticket that could be passed on.
var delegationTransitionMissing = diag.Check{
	Code: "delegation-transition-missing", Area: "delegation", Severity: diag.Error,
	Needs: []string{"account", "account.groups", "input", "spn.owners"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Fix: fix.SwitchOn,
	Run: func(r *diag.Reader, o *diag.Out) {
		eachFrontEnd(r, o, func(d delegator) {
			ev := diag.Seen(d.src, "userAccountControl 0x%x", uint32(d.account.UAC))
			switch {
			case d.account.UAC.Has(ad.UACTrustedToAuth), d.account.UAC.Has(ad.UACTrustedDelegation):
				// Unconstrained delegation is a finding of its own.
				o.Pass(d.account.Label(), "", d.proof("userAccountControl"), ev)
			case d.proof("userAccountControl").Missing() != nil:
				o.Unknown(d.account.Label(), d.proof("userAccountControl").Missing())
			case throughResource(r, d):
				// A resource that lets the front end in needs no protocol transition
				// (MS-SFU 3.2.5.2.3).
				o.Pass(d.account.Label(), "", d.proof("userAccountControl"), ev, diag.Seen(d.src, "the list is empty; every back end lets the front end in itself"))
			default:
				o.Hit(d.account.Label(), diag.NotAllowed, accountArgs(d.account), ev)
			}
		})
	},
}

// throughResource says whether a front end has no list and every back end lets it
// in itself.
func throughResource(r *diag.Reader, d delegator) bool {
	ends := backEnds(r)
	if len(d.account.DelegatesTo) > 0 || len(ends) == 0 || d.proof("msDS-AllowedToDelegateTo").Missing() != nil {
		return false
	}
	for _, b := range ends {
		any := false
		for _, form := range b.forms() {
			yes, _, _ := letIn(r, d, form)
			any = any || yes
		}
		if !any {
			return false
		}
	}
	return true
}
