package checks

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// inUse is the operator's cache that programs take, if there is any.
func inUse(r *diag.Reader) (ad.CredCache, diag.Fact[[]ad.CredCache], bool) {
	f, ok := facts.Caches.Get(r, "")
	if !ok || !f.Known() || len(f.Value) == 0 {
		return ad.CredCache{}, f, false
	}
	return f.Value[0], f, true
}

// cacheUnreadable finds a credential cache that is in use and cannot be read.
var cacheUnreadable = diag.Check{
	Code: "cache-unreadable", Area: "cache", Severity: diag.Warning,
	Needs: []string{"cache"},
	Run: func(r *diag.Reader, o *diag.Out) {
		c, f, ok := inUse(r)
		switch {
		case !ok:
		case c.Problem != nil && c.Problem.Kind != ad.ProblemNotFound:
			o.Hit(c.Name, diag.NotChecked, map[string]string{"why": c.Problem.Error()}, diag.Seen(f.Source, "%s", c.Problem.Error()))
		default:
			o.OK(c.Name, "", diag.Seen(f.Source, "%d tickets", len(c.Tickets)))
		}
	},
}

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
				o.Hit(c.Name, diag.NotChecked, map[string]string{"client": t.Client, "end": day(t.End)}, ev)
			} else {
				o.OK(c.Name, "", ev)
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

// cacheOldTicket finds cached tickets made with an older key than the KDC uses
// now: the service refuses them, or will when it forgets the old key.
var cacheOldTicket = diag.Check{
	Code: "cache-old-ticket", Area: "cache", Severity: diag.Warning,
	Needs: []string{"cache", "ticket"}, DependsOn: []string{"cache-unreadable", "cache-expired"},
	Run: func(r *diag.Reader, o *diag.Out) {
		c, f, ok := inUse(r)
		if !ok || c.Problem != nil {
			return
		}
		for _, t := range c.Tickets {
			spn, _, _ := strings.Cut(t.Server, "@")
			fresh, asked := facts.Ticket.Get(r, spn)
			if !asked || !fresh.Known() || fresh.Value.Reply == nil || t.Removed || t.Config != "" || ended(t, f.Source.At) {
				continue
			}
			old, now := t.KVNO, fresh.Value.Reply.KVNO
			ev := diag.Seen(f.Source, "%s has key version %d; the KDC now uses %d", t.Server, old, now)
			switch {
			case old == 0 || now == 0:
			case old < now:
				o.Hit(spn, diag.WrongKey, map[string]string{"old": fmt.Sprint(old), "new": fmt.Sprint(now), "cache": c.Name}, ev, ticketEvidence(fresh))
			default:
				o.OK(spn, "", ev)
			}
		}
	},
}

func ended(t ad.CachedTicket, at time.Time) bool { return !t.End.IsZero() && at.After(t.End) }
