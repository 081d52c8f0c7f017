package checks

import (
	"errors"

	"adwalk/ad"
	"adwalk/diag"
)

// spnMalformed finds registered values that no client can ask for.
var spnMalformed = diag.Check{
	Code: "spn-malformed", Area: "spn", Severity: diag.Warning,
	Needs: []string{"account"}, DependsOn: []string{"directory-unreachable", "spn-unicode"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAccount(r, o, func(f diag.Fact[ad.Account]) {
			for _, spn := range f.Value.SPNs {
				_, err := ad.ParseSPN(spn)
				var p *ad.Problem
				if !errors.As(err, &p) {
					continue
				}
				args := accountArgs(f.Value)
				args["why"] = p.Why
				o.Hit(spn, diag.Malformed, args, diag.Seen(f.Source, "servicePrincipalName of %s: %q", f.Value.DN, spn))
			}
			o.OK(f.Subject, "", diag.Seen(f.Source, "%d values read", len(f.Value.SPNs)))
		})
	},
}
