package checks

import (
	"cmp"
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// serviceNoNegotiate finds web services that never offer Kerberos.
var serviceNoNegotiate = diag.Check{
	Code: "service-no-negotiate", Area: "ticket", Severity: diag.Error,
	Needs: []string{"service.answer"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAnswer(r, o, func(f diag.Fact[facts.ServiceAnswerValue], spn string) {
			offered := f.Value.Offered
			ev := diag.Seen(f.Source, "%s offers %s (status %d)", f.Value.URL, cmp.Or(strings.Join(offered, ", "), "nothing"), f.Value.Status)
			switch {
			case len(offered) == 0 && f.Value.Status != 401: // open to all, or not a web service that asks
			case slices.ContainsFunc(offered, func(s string) bool { return strings.EqualFold(s, "negotiate") || strings.EqualFold(s, "kerberos") }):
				o.Pass(f.Subject, "", f.Proof(), ev)
			default:
				o.Hit(f.Subject, diag.Missing, map[string]string{"spn": spn, "offered": cmp.Or(strings.Join(offered, ", "), "nothing")}, ev)
			}
		})
	},
}
