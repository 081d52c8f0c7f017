package paste

import (
	"strings"
	"time"
)

// mitTickets reads klist of MIT's library, and klist -k.
func mitTickets(lines []string) (TicketList, bool) {
	l := TicketList{}
	var dates []pastedDate
	for _, raw := range lines {
		line := strings.TrimSpace(raw)
		switch {
		case strings.HasPrefix(line, "Ticket cache:"), strings.HasPrefix(line, "Ticketzwischenspeicher:"):
			l.Layout = MITTickets
			_, l.Cache, _ = labelled(line)
			l.Cache = clip(l.Cache, 300)
		case strings.HasPrefix(line, "Keytab name:"), strings.HasPrefix(line, "Schlüsseltabellenname:"), strings.HasPrefix(line, "KVNO Principal"), strings.HasPrefix(line, "KVNO Timestamp"):
			l.Layout = MITKeytab
		case l.Layout == MITKeytab && line != "" && line[0] >= '0' && line[0] <= '9' && strings.Contains(line, "@"):
			l.Entries++
		case l.Layout != MITTickets:
		case strings.HasPrefix(line, "Default principal:"), strings.HasPrefix(line, "Standard-Principal:"):
			_, l.Client, _ = labelled(line)
			l.Client = clip(l.Client, 255)
		case strings.Contains(line, "Etype (") && len(l.Tickets) > 0:
			t := &l.Tickets[len(l.Tickets)-1]
			session, ticket, _ := strings.Cut(after(line, "):"), ", ")
			t.SessionEType, t.TicketEType = clip(session, 80), clip(strings.TrimSpace(ticket), 80)
		case (strings.HasPrefix(line, "renew until") || strings.HasPrefix(line, "erneuern bis")) && len(l.Tickets) > 0:
			date, flags, _ := strings.Cut(line, ", ")
			if w, ok := parseWhen(strings.TrimPrefix(strings.TrimPrefix(date, "renew until "), "erneuern bis ")); ok {
				dates = append(dates, pastedDate{w, len(l.Tickets) - 1, 2})
			}
			l.Tickets[len(l.Tickets)-1].Flags = clip(after(flags, "Flags: "), 40)
		case strings.HasPrefix(line, "Flags:") && len(l.Tickets) > 0:
			l.Tickets[len(l.Tickets)-1].Flags = clip(after(line, ":"), 40)
		case len(l.Tickets) < maxTickets:
			if t, from, to, ok := mitRow(line); ok {
				dates = append(dates, pastedDate{from, len(l.Tickets), 0}, pastedDate{to, len(l.Tickets), 1})
				t.Client = l.Client
				l.Tickets = append(l.Tickets, t)
			}
		}
	}
	dateTickets(l.Tickets, dates)
	return l, l.Layout != ""
}

// mitRow reads "05/07/2025 10:50:16  05/07/2025 20:50:16  krbtgt/R@R": two dates of
// two words each, or more where the locale writes a half-day mark, then the service.
func mitRow(line string) (t PastedTicket, from, to when, ok bool) {
	f := strings.Fields(line)
	for n := 2; n <= 4 && len(f) == 2*n+1; n++ {
		from, ok1 := parseWhen(strings.Join(f[:n], " "))
		to, ok2 := parseWhen(strings.Join(f[n:2*n], " "))
		if ok1 && ok2 {
			t.Server, t.Realm = principal(f[2*n])
			return t, from, to, t.Server != ""
		}
	}
	return t, from, to, false
}

// heimdalTickets reads klist of Heimdal, the table and the blocks of -v.
func heimdalTickets(lines []string) (TicketList, bool) {
	l := TicketList{}
	for _, raw := range lines {
		line := strings.TrimSpace(raw)
		label, value, _ := labelled(line)
		last := len(l.Tickets) - 1
		switch {
		case label == "Credentials cache":
			l.Layout, l.Cache = HeimdalTickets, clip(value, 300)
		case l.Layout == "":
		case label == "Principal" && l.Client == "":
			l.Client = clip(value, 255)
		case label == "Server" && len(l.Tickets) < maxTickets:
			t := PastedTicket{Client: l.Client}
			t.Server, t.Realm = principal(value)
			l.Tickets = append(l.Tickets, t)
		case last >= 0 && label == "Ticket etype":
			etype, _, _ := strings.Cut(value, ",")
			l.Tickets[last].TicketEType = clip(etype, 80)
		case last >= 0 && label == "Session key":
			l.Tickets[last].SessionEType = clip(value, 80)
		case last >= 0 && label == "End time":
			l.Tickets[last].End, l.Tickets[last].Expired = heimdalTime(value), strings.Contains(value, "xpired")
		case last >= 0 && (label == "Auth time" || label == "Start time"):
			l.Tickets[last].Start = heimdalTime(value)
		case last >= 0 && label == "Renew till":
			l.Tickets[last].Renew = heimdalTime(value)
		case last >= 0 && label == "Ticket flags":
			l.Tickets[last].Flags = clip(value, 200)
		case len(l.Tickets) < maxTickets:
			if t, ok := heimdalRow(line); ok {
				t.Client = l.Client
				l.Tickets = append(l.Tickets, t)
			}
		}
	}
	return l, l.Layout != ""
}

// heimdalRow reads "May  7 10:50:16 2025  >>>Expired<<<  krbtgt/R@R".
func heimdalRow(line string) (t PastedTicket, ok bool) {
	f := strings.Fields(line)
	if len(f) < 5 || !strings.Contains(f[len(f)-1], "@") {
		return t, false
	}
	t.Server, t.Realm = principal(f[len(f)-1])
	n := 4
	if len(f[3]) != 4 || strings.Trim(f[3], "0123456789") != "" { // older ones print no year
		n = 3
	}
	t.Start = heimdalTime(strings.Join(f[:n], " "))
	rest := strings.Join(f[n:len(f)-1], " ")
	t.Expired, t.End = strings.Contains(rest, "xpired"), heimdalTime(rest)
	return t, t.Expired || rest != ""
}

// heimdalTime reads "May  7 10:50:16 2025"; without a year it is not known.
func heimdalTime(s string) time.Time {
	s, _, _ = strings.Cut(s, "(")
	at, err := time.Parse("Jan 2 15:04:05 2006", strings.Join(strings.Fields(s), " "))
	if err != nil {
		return time.Time{}
	}
	return at
}

// pastedDate is a date of a ticket that waits for the order of its numbers.
type pastedDate struct {
	w      when
	ticket int
	field  int // 0 start, 1 end, 2 renew
}

// dateTickets gives the tickets their times. The order of day and month is the one
// that a date of the list proves; a date that stays open is left out, and so is a
// start that would lie behind its end.
func dateTickets(tickets []PastedTicket, dates []pastedDate) {
	proved := orderUnknown
	for _, d := range dates {
		if d.w.order == orderDayFirst || d.w.order == orderMonthFirst {
			proved = d.w.order
		}
	}
	for _, d := range dates {
		order := proved
		if order == orderUnknown && d.w.order == orderUnknown {
			if d.w.separator == '/' && d.w.a != d.w.b {
				continue
			}
			order = d.w.guess()
		}
		at, ok := d.w.time(order)
		if !ok {
			continue
		}
		switch t := &tickets[d.ticket]; d.field {
		case 0:
			t.Start = at
		case 1:
			t.End = at
		default:
			t.Renew = at
		}
	}
}
