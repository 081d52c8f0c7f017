package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// accountMissing finds accounts that were named and do not exist. Without the
// account, nothing can be said of the names it should hold.
var accountMissing = diag.Check{
	Code: "account-missing", Area: "account", Severity: diag.Error,
	Needs: []string{"account", "spn.expected"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Account.All(r) {
			switch {
			case f.Known():
				o.Pass(f.Subject, "", f.Proof(), diag.Seen(f.Source, "%s %s", f.Value.Kind(), f.Value.DN))
			case f.Problem.Kind == ad.ProblemNotFound:
				hit := o.Hit(f.Subject, diag.NotFound, map[string]string{"account": f.Subject, "name": strings.TrimSuffix(f.Subject, "$")},
					diag.Seen(f.Source, "%s", f.Problem.Error()))
				hit.Hides = append(spnsOf(r, f.Key), authLog)
			default:
				o.Unknown(f.Subject, f.Problem)
			}
		}
	},
}
