package checks

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// cacheOldTicket finds cached tickets made with an older key than the KDC uses
// now: the service refuses them, or will when it forgets the old key.
var cacheOldTicket = diag.Check{
	Code: "cache-old-ticket", Area: "cache", Severity: diag.Warning,
	Needs: []string{"cache", "ticket", "ticket.renewed"}, DependsOn: []string{"cache-unreadable", "cache-expired"},
	Run: func(r *diag.Reader, o *diag.Out) {
		c, f, ok := inUse(r)
		if !ok || c.Problem != nil {
			return
		}
		for _, t := range c.Tickets {
			spn, _, _ := strings.Cut(t.Server, "@")
			fresh, asked := facts.Ticket.Get(r, spn)
			if !asked {
				fresh, asked = facts.RenewedTicket.Get(r, spn)
			}
			if !asked || !fresh.Known() || fresh.Value.Reply == nil || t.Removed || t.Config != "" || ended(t, f.Source.At) {
				continue
			}
			old, now := t.KVNO, fresh.Value.Reply.KVNO
			ev := diag.Seen(f.Source, "%s has key version %d; the KDC now uses %d", t.Server, old, now)
			switch {
			case old == 0 || now == 0:
			case old != now: // higher, too: the SPN moved to an account whose password changed less often
				o.Hit(spn, diag.WrongKey, map[string]string{"old": fmt.Sprint(old), "new": fmt.Sprint(now), "cache": c.Name}, ev, ticketEvidence(fresh))
			default:
				o.Pass(spn, "", f.Proof().And(fresh.Proof()), ev)
			}
		}
	},
}

func ended(t ad.CachedTicket, at time.Time) bool { return !t.End.IsZero() && at.After(t.End) }
