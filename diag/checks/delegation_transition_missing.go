package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// delegationTransitionMissing finds front ends without protocol transition: users
// who come with a smart card or a form have no ticket that could be passed on.
var delegationTransitionMissing = diag.Check{
	Code: "delegation-transition-missing", Area: "delegation", Severity: diag.Error,
	Needs: []string{"account", "input"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachFrontEnd(r, o, func(d delegator) {
			ev := diag.Seen(d.src, "userAccountControl 0x%x", uint32(d.account.UAC))
			switch {
			case d.account.UAC.Has(ad.UACTrustedToAuth), d.account.UAC.Has(ad.UACTrustedDelegation):
				// Unconstrained delegation is a finding of its own.
				o.Pass(d.account.Label(), "", d.proof("userAccountControl"), ev)
			case d.proof("userAccountControl").Missing() != nil:
				o.Unknown(d.account.Label(), d.proof("userAccountControl").Missing())
			default:
				o.Hit(d.account.Label(), diag.Missing, accountArgs(d.account), ev)
			}
		})
	},
}
