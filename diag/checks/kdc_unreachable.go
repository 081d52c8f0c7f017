package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// kdcUnreachable explains missing ticket answers when no KDC of the realm
// answers the login.
var kdcUnreachable = diag.Check{
	Code: "kdc-unreachable", Area: "kdc", Severity: diag.Error,
	Needs: []string{"kdc.login"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Login.Get(r, "")
		switch {
		case !ok:
		case f.Known():
			o.Pass(f.Value.KDC, "", f.Proof(), diag.Seen(f.Source, "the KDC answers"))
		case f.Problem.Kind == ad.ProblemUnreachable:
			unanswered(o, f.Source, f.Problem)
		}
	},
}
