package checks

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
)

// spnUnicode finds registered values with characters outside printable ASCII:
// invisible ones make two values look alike, and some domain controllers ignore
// them when they compare.
var spnUnicode = diag.Check{
	Code: "spn-unicode", Area: "spn", Severity: diag.Error,
	Needs: []string{"account"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAccount(r, o, func(f diag.Fact[ad.Account]) {
			for _, spn := range f.Value.SPNs {
				c, bad := ad.SuspiciousSPN(spn)
				if !bad {
					continue
				}
				args := accountArgs(f.Value)
				args["character"] = fmt.Sprintf("U+%04X", c)
				args["escaped"] = fmt.Sprintf("%+q", spn)
				o.Hit(spn, diag.SuspiciousUnicode, args, diag.Seen(f.Source, "servicePrincipalName of %s: %+q", f.Value.DN, spn))
			}
			o.OK(f.Subject, "", diag.Seen(f.Source, "%d values read", len(f.Value.SPNs)))
		})
	},
}
