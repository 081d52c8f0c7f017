package checks

import (
	"strings"
	"unicode"

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
	hit := o.Hit(src.Name, verdict, map[string]string{"why": said, "do": sentence(p.Do)}, diag.Seen(src, "%s", said))
	hit.Problem, hit.Hides = p, []string{""}
}

// sentence gives a piece of advice a capital letter and a full stop.
func sentence(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return strings.TrimRight(string(r), ".") + "."
}
