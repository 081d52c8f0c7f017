package checks

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// webBasicNoTLS finds sites that ask for a password in clear text.
var webBasicNoTLS = diag.Check{
	Code: "web-basic-no-tls", Area: "exchange", Severity: diag.Error,
	Needs: []string{"web.auth"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.WebAuth.All(r) {
			if !f.Known() {
				if f.Problem.Kind != ad.ProblemNotAsked {
					o.Unknown(f.Subject, nil, diag.Seen(f.Source, "%s", f.Problem.Error()))
				}
				continue
			}
			basic := slices.ContainsFunc(f.Value.Offered, func(s string) bool { return strings.EqualFold(s, "basic") })
			ev := diag.Seen(f.Source, "offers %s, TLS %v", strings.Join(f.Value.Offered, ", "), f.Value.TLS)
			if basic && !f.Value.TLS {
				o.Hit(f.Subject, diag.Unprotected, map[string]string{"offered": strings.Join(f.Value.Offered, ", ")}, ev)
				continue
			}
			o.Pass(f.Subject, "", f.Proof(), ev)
		}
	},
}
