package explain

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/diag"
	"adwalk/diag/codes"
	"adwalk/diag/paste"
)

// maxSkew is the difference of clocks that Kerberos allows (RFC 4120 10.1).
const maxSkew = 5 * time.Minute

// readTickets reads the paste as the output of klist. A list is judged by its rows:
// what is only a label or a normal value in it is no error.
func readTickets(p pasted, now time.Time) (*paste.TicketList, []hit) {
	if !strings.Contains(p.folded, "ticket") && !strings.Contains(p.folded, "credentials cache:") && !strings.Contains(p.folded, "keytab name") && !strings.Contains(p.folded, "kdc binding") && !strings.Contains(p.folded, "logonid") && !strings.Contains(p.folded, "kvno principal") {
		return nil, nil
	}
	l, err := paste.Tickets(p.clean)
	if err != nil {
		return nil, nil
	}
	first := strings.TrimLeft(p.folded, " ")
	start := len(p.folded) - len(first)
	end := start + len(first)
	if i := strings.Index(p.clean[p.at(start):], "\n"); i > 0 && p.origin == nil {
		end = start + i
	}
	e, weight := judgeTickets(l, now), codes.Usual+5
	if e.Family == codes.Expired && longAgo(l, now) {
		weight = codes.Usual - 4
		e.What += " That is long ago; if the list is as old, they were valid when it was made."
	}
	return &l, []hit{{&e, start, min(end, start+120), weight}}
}

// judgeTickets says what a list of tickets shows, the most important first.
func judgeTickets(l paste.TicketList, now time.Time) codes.Entry {
	e := codes.Entry{Family: codes.Harmless, Codes: []string{"klist"}, Kind: "klist output"}
	var over, weak, good []string
	for _, t := range l.Tickets {
		switch {
		case t.Over(now):
			over = append(over, t.Server)
		case t.RC4():
			weak = append(weak, t.Server)
		default:
			good = append(good, t.Server)
		}
	}
	tgt := slices.ContainsFunc(l.Tickets, func(t paste.PastedTicket) bool { return t.TGT() && !t.Over(now) })
	switch {
	case l.Layout == paste.MITKeytab:
		e.What = "A keytab with " + diag.Count(l.Entries, "key") + "; it holds no tickets."
		e.Causes = []string{"a keytab is right when name, key version and encryption type match the ticket that clients bring"}
		e.Next = []string{"compare the key version with the account's: adwalk ticket SPN --fits KEYTAB"}
	case l.Layout == paste.WindowsSessions:
		e.What = fmt.Sprintf("A list of %s; NTLM and Negotiate say how each began.", diag.Count(l.Entries, "logon session"))
		e.Next = []string{"list the tickets of a session: klist -li 0xLOGONID tickets"}
	case l.Layout == paste.WindowsBind:
		e.What = "The domain controllers that this machine uses for each realm: " + strings.Join(l.KDCs, ", ") + "."
	case l.Layout == paste.WindowsCloud:
		e.What = "The state of Cloud Kerberos on this machine; it says nothing about tickets for services on site."
	case l.Layout == paste.WindowsPurge:
		e.What = "All tickets of this session were deleted; the next use asks for fresh ones."
	case l.Skew != nil && l.Skew.Abs() > maxSkew:
		e.Family, e.What = codes.Clock, fmt.Sprintf("The clock of this machine differs from the domain controller's by %s (TimeSkew).", l.Skew.Abs())
	case l.Fetched != "":
		e.What = "The KDC issued a ticket for " + l.Fetched + "."
		e.Causes = []string{"if the service still refuses it, the SPN is on another account than the one that runs the service, or the service has an old key"}
		e.Next = []string{"show the ticket to the service: adwalk probe"}
	case l.Empty:
		e.Family, e.What = codes.NoCredentials, "The list is empty: this session has no login and no ticket."
	case len(l.Tickets) > 0 && len(over) == len(l.Tickets):
		e.Family, e.What = codes.Expired, "All tickets have expired: "+few(over)+"."
	case len(weak) > 0:
		e.Family, e.What = codes.RC4Ticket, "Tickets encrypted with RC4: "+few(weak)+"."
	case len(over) > 0 && !tgt:
		e.Family, e.What = codes.Expired, "The login (TGT) has expired, and so have: "+few(over)+"."
	default:
		e.What = fmt.Sprintf("A list of %s: %s.", diag.Count(len(good), "valid ticket"), few(good))
		if spns := l.SPNs(); len(spns) == 0 {
			e.What = "The login (TGT) is there, and no ticket for any service."
			e.Causes = []string{"the client has not asked for a service ticket, or was refused one and used NTLM"}
			e.Next = []string{"ask for the service's ticket: klist get SPN, or adwalk ticket SPN"}
		}
	}
	return e
}

// longAgo says that a list's tickets ended so long ago that the list itself may be as old,
// and that the program that printed it did not call them expired.
func longAgo(l paste.TicketList, now time.Time) bool {
	return !slices.ContainsFunc(l.Tickets, func(t paste.PastedTicket) bool {
		return t.Expired || now.Sub(t.End) < 7*24*time.Hour
	})
}

// few lists names, no more than five.
func few(list []string) string {
	if more := len(list) - 5; more > 0 {
		return strings.Join(list[:5], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(list, ", ")
}

// display says that a hit is only what klist prints beside its tickets, which means
// something only elsewhere.
func display(p pasted, h hit) bool {
	line := lineOf(p, h.start)
	return h.entry.Kind == "klist output" && !strings.Contains(line, "failed") && !strings.Contains(line, "error") ||
		holdsAny(line, []string{"timeskew", "kerbticket", "etype (skey", "cache flags", "session key", "ticket etype:", "deprecated:"})
}
