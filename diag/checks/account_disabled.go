package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// accountDisabled finds accounts with ACCOUNTDISABLE: a KDC issues no ticket for
// the names they hold.
var accountDisabled = diag.Check{
	Code: "account-disabled", Area: "account", Severity: diag.Error,
	Needs: []string{"account", "spn.expected"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAccount(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			if p := hidden(a, f.Source); p != nil {
				o.Unknown(f.Subject, p)
				return
			}
			ev := diag.Seen(f.Source, "userAccountControl 0x%x", uint32(a.UAC))
			if !a.Disabled() {
				o.OK(f.Subject, "", ev)
				return
			}
			hit := o.Hit(f.Subject, diag.OwnerDisabled, accountArgs(a), ev)
			hit.Hides = append(spnsOf(r, f.Subject), authLog)
		})
	},
}
