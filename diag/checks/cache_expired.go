package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// cacheExpired finds a login whose ticket-granting ticket has ended.
var cacheExpired = diag.Check{
	Code: "cache-expired", Area: "cache", Severity: diag.Warning,
	Needs: []string{"cache"}, DependsOn: []string{"cache-unreadable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		c, f, ok := inUse(r)
		if !ok || c.Problem != nil {
			return
		}
		for _, t := range c.Tickets {
			if !strings.HasPrefix(t.Server, "krbtgt/") || t.Removed || t.Config != "" || t.End.IsZero() || !homeTGT(t) {
				continue
			}
			ev := diag.Seen(f.Source, "%s: %s ends %s", c.Name, t.Server, day(t.End))
			if f.Source.At.After(t.End) {
				o.Hit(c.Name, diag.Expired, map[string]string{"client": t.Client, "end": day(t.End)}, ev)
			} else {
				o.Pass(c.Name, "", f.Proof(), ev)
			}
			return
		}
	},
}

// homeTGT tells the login's own ticket from those of other realms.
func homeTGT(t ad.CachedTicket) bool {
	_, realm, _ := strings.Cut(t.Client, "@")
	return realm == "" || strings.HasPrefix(strings.ToUpper(t.Server), "KRBTGT/"+strings.ToUpper(realm)+"@")
}
