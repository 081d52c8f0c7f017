package checks

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
)

// spnUnicode finds registered values with characters outside printable ASCII:
// invisible ones make two values look alike, and some domain controllers ignore
// them when they compare.
var spnUnicode = diag.Check{
	Code: "spn-unicode", Area: "spn", Severity: diag.Error,
	Needs: []string{"account", "spn.scan"}, DependsOn: []string{"directory-unreachable"},
	Fix: fix.DeleteUnusable,
	Run: func(r *diag.Reader, o *diag.Out) {
		eachRegistered(r, o, func(src ad.Source, a ad.Account, spns []string) {
			for _, spn := range spns {
				c, bad := ad.SuspiciousSPN(spn)
				if !bad || ad.TypableSPN(spn) { // a name in letters of another language is registered on purpose
					continue
				}
				args := accountArgs(a)
				args["character"] = fmt.Sprintf("U+%04X", c)
				args["escaped"] = fmt.Sprintf("%+q", spn)
				o.Hit(spn, diag.SuspiciousUnicode, args, diag.Seen(src, "servicePrincipalName of %s: %+q", a.DN, spn))
			}
		})
	},
}
