package ui

import (
	"fmt"
	"time"

	"adwalk/diag"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// soon is how long before a ticket's end the console begins to warn.
const soon = 15 * time.Minute

// expiry is a warning that was given: of which ticket, and whether it was over.
type expiry struct {
	end  time.Time
	over bool
}

// ticketMark is the header's warning: the ticket in use ends soon, or has ended.
// It is judged when the screen is drawn; nothing ticks.
func ticketMark(st Status, now time.Time) []widget.Span {
	left := st.Expires.Sub(now)
	switch {
	case st.Expires.IsZero() || left >= soon:
		return nil
	case left <= 0:
		return []widget.Span{widget.S(theme.Bad, "TICKET EXPIRED ")}
	}
	return []widget.Span{widget.S(theme.Warn, "TICKET "+minutes(left)+" ")}
}

func minutes(d time.Duration) string {
	if d < time.Minute {
		return "<1 min"
	}
	return fmt.Sprintf("%d min", int(d.Minutes()))
}

// warnOfExpiry says once that the ticket in use ends soon, and once that it has
// ended, when something has just been asked.
func (m *Model) warnOfExpiry() {
	st := m.world.Status
	left := st.Expires.Sub(m.setup.now())
	now := expiry{st.Expires, left <= 0}
	if st.Expires.IsZero() || left >= soon || m.warned == now {
		return
	}
	m.warned = now
	if now.over {
		m.say(diag.Manual, "your ticket has expired: in tickets, L logs in again and u reads the cache again")
		return
	}
	m.say(diag.Manual, "your ticket ends in "+minutes(left)+": in tickets, R renews it and L logs in again")
}
