package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// cacheUnreadable finds a credential cache that is in use and cannot be read.
var cacheUnreadable = diag.Check{
	Code: "cache-unreadable", Area: "cache", Severity: diag.Warning,
	Needs: []string{"cache"},
	Run: func(r *diag.Reader, o *diag.Out) {
		c, f, ok := inUse(r)
		switch {
		case !ok:
		case c.Problem != nil && c.Problem.Kind != ad.ProblemNotFound:
			o.Hit(c.Name, diag.Unreadable, map[string]string{"why": c.Problem.Error()}, diag.Seen(f.Source, "%s", c.Problem.Error()))
		default:
			o.Pass(c.Name, "", f.Proof(), diag.Seen(f.Source, "%d tickets", len(c.Tickets)))
		}
	},
}
