package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// loginMissing explains tickets that could not be asked for because the operator
// has no login. Probes that were switched off are no finding.
var loginMissing = diag.Check{
	Code: "login-missing", Area: "env", Severity: diag.Error,
	Needs: []string{"kdc.login"}, DependsOn: []string{"kdc-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Login.Get(r, "")
		switch {
		case !ok:
		case f.Known():
			o.OK(f.Value.Client, "")
		case f.Problem.Kind == ad.ProblemNotAsked, f.Problem.Kind == ad.ProblemUnreachable:
		default:
			hit := o.Hit(f.Source.Name, diag.NotChecked, map[string]string{"why": f.Problem.Error()},
				diag.Seen(f.Source, "%s", f.Problem.Error()))
			hit.Problem, hit.Hides = f.Problem, []string{""}
		}
	},
}
