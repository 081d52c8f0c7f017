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
	Needs: []string{"kdc.login", "directory.info"}, DependsOn: []string{"kdc-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Login.Get(r, "")
		switch {
		case !ok:
		case f.Known():
			o.Pass(f.Value.Client, "", f.Proof(), diag.Seen(f.Source, "tickets are requested as this account"))
		case f.Problem.Kind == ad.ProblemNotAsked, f.Problem.Kind == ad.ProblemUnreachable, refusedBefore(r, f.Problem):
		default:
			unanswered(o, f.Source, f.Problem)
		}
	},
}

// refusedBefore says whether the directory refused the login for the same reason:
// then directory-unreachable has said so, and nothing was tried a second time.
func refusedBefore(r *diag.Reader, p *ad.Problem) bool {
	f, ok := facts.Directory.Get(r, "")
	return ok && !f.Known() && f.Problem.Error() == p.Error()
}
