package checks

import (
	"errors"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
)

// spnMalformed finds registered values that no client can ask for.
var spnMalformed = diag.Check{
	Code: "spn-malformed", Area: "spn", Severity: diag.Warning,
	Needs: []string{"account", "spn.scan"}, DependsOn: []string{"directory-unreachable", "spn-unicode"},
	Fix: fix.DeleteUnusable,
	Run: func(r *diag.Reader, o *diag.Out) {
		eachRegistered(r, o, func(src ad.Source, a ad.Account, spns []string) {
			for _, spn := range spns {
				_, err := ad.ParseSPN(spn)
				if _, odd := ad.SuspiciousSPN(spn); odd && ad.TypableSPN(spn) {
					_, err = ad.ParseServiceTarget(spn)
				}
				var p *ad.Problem
				if !errors.As(err, &p) {
					continue
				}
				args := accountArgs(a)
				args["why"] = p.Why
				o.Hit(spn, diag.Malformed, args, diag.Seen(src, "servicePrincipalName of %s: %q", a.DN, spn))
			}
		})
	},
}
