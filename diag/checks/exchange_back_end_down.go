package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// exchangeBackEndDown finds back ends that do not answer: with one of them down,
// unfixed versions of Exchange 2003 do not update the delegation list at all.
var exchangeBackEndDown = diag.Check{
	Code: "exchange-back-end-down", Area: "exchange", Severity: diag.Warning,
	Needs: []string{"net.reach", "input"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, name := range inputList(r, "back-ends") {
			for _, f := range facts.Reach.All(r) {
				host, _, _ := strings.Cut(f.Subject, ":")
				if !sameHost(host, name) {
					continue
				}
				switch {
				case !f.Known():
					if f.Problem.Kind != ad.ProblemNotAsked {
						o.Unknown(name, f.Problem)
					}
				case f.Value.Open:
					o.Pass(name, "", f.Proof(), diag.Seen(f.Source, "%s answers", f.Subject))
				default:
					o.Hit(name, diag.Unreachable, map[string]string{"address": f.Subject, "why": f.Value.Why}, diag.Seen(f.Source, "%s: %s", f.Subject, f.Value.Why))
				}
			}
		}
	},
}
