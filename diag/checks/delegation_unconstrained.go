package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// delegationUnconstrained finds accounts other than domain controllers that may
// act as anybody towards anything.
var delegationUnconstrained = diag.Check{
	Code: "delegation-unconstrained", Area: "delegation", Severity: diag.Warning,
	Needs: []string{"delegation.accounts", "account", "input"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, d := range delegators(r, o) {
			a := d.account
			ev := diag.Seen(d.src, "userAccountControl 0x%x", uint32(a.UAC))
			switch {
			case a.UAC.Has(ad.UACTrustedDelegation) && !a.UAC.Has(ad.UACServer):
				o.Hit(a.Label(), diag.Unconstrained, accountArgs(a), ev)
			default:
				o.Pass(a.Label(), "", d.proof("userAccountControl"), ev)
			}
		}
	},
}
