package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// accountExpired finds accounts whose accountExpires has passed at the time of
// the reading. Of those that nobody named it takes the ones whose names lead to
// other hosts than themselves.
var accountExpired = diag.Check{
	Code: "account-expired", Area: "account", Severity: diag.Error,
	Needs: []string{"account", "spn.expected", "spn.scan"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAccount(r, o, func(f diag.Fact[ad.Account]) {
			a := f.Value
			switch {
			case a.Expired(f.Source.At):
				args := accountArgs(a)
				args["date"] = day(a.Expires)
				hit := o.Hit(f.Subject, diag.OwnerDisabled, args, diag.Seen(f.Source, "accountExpires %s", day(a.Expires)))
				hit.Hides = append(spnsOf(r, f.Key), authLog)
			case a.Expires.IsZero():
				o.Pass(f.Subject, "", f.Proof("accountExpires"), diag.Seen(f.Source, "accountExpires: never"))
			default:
				o.Pass(f.Subject, "", f.Proof("accountExpires"), diag.Seen(f.Source, "accountExpires %s", day(a.Expires)))
			}
		})
		eachUnable(r, o, func(v facts.SPNScanValue) []ad.Account { return v.Expired }, func(a ad.Account, src ad.Source) {
			args := accountArgs(a)
			args["date"] = day(a.Expires)
			hit := o.Hit(a.Label(), diag.OwnerDisabled, args, diag.Seen(src, "accountExpires %s", day(a.Expires)), diag.Seen(src, "holds %s", some(a.SPNs)))
			hit.Severity = diag.Warning
		})
		eachHidden(r, o, "accountExpires")
	},
}
