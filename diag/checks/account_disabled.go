package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// accountDisabled finds accounts with ACCOUNTDISABLE: a KDC issues no ticket for
// the names they hold. Of those that nobody named it takes the ones whose names
// lead to other hosts than themselves.
var accountDisabled = diag.Check{
	Code: "account-disabled", Area: "account", Severity: diag.Error,
	Needs: []string{"account", "spn.expected", "spn.scan"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAccount(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			ev := diag.Seen(f.Source, "userAccountControl 0x%x", uint32(a.UAC))
			if !a.Disabled() {
				o.Pass(f.Subject, "", f.Proof("userAccountControl"), ev)
				return
			}
			hit := o.Hit(f.Subject, diag.OwnerDisabled, accountArgs(a), ev)
			hit.Hides = append(spnsOf(r, f.Key), authLog)
		})
		eachUnable(r, o, func(v facts.SPNScanValue) []ad.Account { return v.Disabled }, func(a ad.Account, src ad.Source) {
			hit := o.Hit(a.Label(), diag.OwnerDisabled, accountArgs(a),
				diag.Seen(src, "userAccountControl 0x%x", uint32(a.UAC)), diag.Seen(src, "holds %s", some(a.SPNs)))
			hit.Severity = diag.Warning
		})
		eachHidden(r, o, "userAccountControl")
	},
}
