package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// unanswered reports that a server could not be asked at all, which explains
// whatever it was to be asked about. The problem's own advice knows more than the
// page's: a refused password is not fixed by looking at the port.
func unanswered(o *diag.Out, src ad.Source, p *ad.Problem) {
	said := p.What
	if p.Why != "" {
		said += ": " + p.Why
	}
	verdict := diag.Unreachable
	if p.Kind == ad.ProblemLogin {
		verdict = diag.NoLogin
	}
	hit := o.Hit(src.Name, verdict, map[string]string{"why": said, "do": ad.Sentence(p.Do)}, diag.Seen(src, "%s", said))
	hit.Problem, hit.Hides = p, []string{""}
}
