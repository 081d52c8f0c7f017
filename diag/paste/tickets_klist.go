package paste

import (
	"strconv"
	"strings"
	"time"
)

// windowsTickets reads the blocks of klist tickets: "#0>" and then one line a field,
// always in the same order, so that the language of the labels does not matter.
func windowsTickets(lines []string) (TicketList, bool) {
	l := TicketList{Layout: WindowsTickets}
	var dates []pastedDate
	found := false
	for i := 0; i < len(lines) && len(l.Tickets) < maxTickets; i++ {
		line := strings.TrimSpace(lines[i])
		if n, ok := cachedCount(line); ok {
			found, l.Empty = true, n == 0
		}
		if spn, ok := fetched(line); ok {
			found, l.Fetched = true, spn
		}
		rest, ok := blockStart(line)
		if !ok {
			continue
		}
		label, client, _ := labelled(rest)
		if strings.EqualFold(label, "RealmName") { // klist query_bind
			return TicketList{}, false
		}
		name, realm := principal(client)
		t := PastedTicket{Client: join(name, realm)}
		nth := 0
		for j := i + 1; j < len(lines) && j < i+14; j++ {
			field := strings.TrimSpace(lines[j])
			if _, next := blockStart(field); next || field == "" {
				break
			}
			label, value, colon := labelled(field)
			switch at, dated := parseWhen(dateOf(value)); {
			case t.Server == "" && colon:
				t.Server, t.Realm = principal(value)
			case strings.Contains(field, "->") && strings.Contains(field, "0x") && t.Flags == "":
				_, t.Flags, _ = strings.Cut(field, "->")
				t.Flags = clip(strings.TrimSpace(t.Flags), 200)
			case colon && dated && nth < 3:
				dates = append(dates, pastedDate{at, len(l.Tickets), nth})
				nth++
			case colon && t.TicketEType == "" && nth == 0:
				t.TicketEType = clip(value, 80)
			case colon && nth > 0 && t.SessionEType == "" && looksLikeEType(value):
				t.SessionEType = clip(value, 80)
			case colon && j > i+7 && value != "" && !strings.Contains(value, "->") && value != "0" && !strings.HasPrefix(label, "Cache"):
				t.KDC = clip(strings.TrimPrefix(value, `\\`), 255)
			}
		}
		if t.Server != "" {
			l.Tickets, found = append(l.Tickets, t), true
			if t.KDC != "" {
				l.KDCs = appendNew(l.KDCs, t.KDC)
			}
			if l.Client == "" {
				l.Client = t.Client
			}
		}
	}
	if len(l.Tickets) > 0 {
		l.Empty = false
	}
	dateTickets(l.Tickets, dates)
	return l, found
}

// fetched reads "A ticket to http/x has been retrieved successfully."
func fetched(line string) (string, bool) {
	spn, ok := strings.CutSuffix(line, " has been retrieved successfully.")
	spn, named := strings.CutPrefix(spn, "A ticket to ")
	return clip(spn, 300), ok && named
}

// cachedCount reads "Cached Tickets: (2)"; only the number in brackets matters.
func cachedCount(line string) (int, bool) {
	before, rest, ok := strings.Cut(line, ": (")
	if !ok || !strings.HasSuffix(rest, ")") || !strings.Contains(strings.ToLower(before), "ticket") {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSuffix(rest, ")"))
	return n, err == nil
}

// blockStart reads "#0>" and returns what stands behind it.
func blockStart(line string) (string, bool) {
	rest, ok := strings.CutPrefix(line, "#")
	if !ok {
		return "", false
	}
	n, rest, ok := strings.Cut(rest, ">")
	return strings.TrimSpace(rest), ok && n != "" && len(n) < 6 && strings.Trim(n, "0123456789") == ""
}

func looksLikeEType(s string) bool {
	up := strings.ToUpper(s)
	return strings.Contains(up, "AES") || strings.Contains(up, "RC4") || strings.Contains(up, "DES") || strings.Contains(up, "ARCFOUR")
}

func dateOf(value string) string {
	date, _, _ := strings.Cut(value, "(")
	return strings.TrimSpace(date)
}

func join(name, realm string) string {
	if realm == "" {
		return name
	}
	return name + "@" + realm
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if strings.EqualFold(have, s) {
			return list
		}
	}
	return append(list, s)
}

// windowsOther reads klist tgt, sessions, query_bind, cloud_debug and purge.
func windowsOther(lines []string) (TicketList, bool) {
	l := TicketList{}
	var t PastedTicket
	var dates []pastedDate
	for _, raw := range lines {
		line := strings.TrimSpace(raw)
		label, value, ok := labelled(line)
		switch key := strings.ToLower(label); {
		case strings.HasPrefix(key, "targetname"), strings.HasPrefix(key, "servicename"):
			if l.Layout = WindowsTGT; t.Server == "" || t.Server == "krbtgt" {
				t.Server = clip(value, 300)
			}
		case l.Layout == WindowsTGT && key == "clientname":
			t.Client = clip(value, 255)
		case l.Layout == WindowsTGT && key == "domainname":
			t.Realm = clip(value, 255)
		case l.Layout == WindowsTGT && strings.HasPrefix(key, "session key"):
			t.SessionEType = clip(after(value, " - "), 80)
		case l.Layout == WindowsTGT && strings.HasPrefix(key, "ticket flags"):
			t.Flags = clip(after(value, "->"), 200)
		case l.Layout == WindowsTGT && (key == "starttime" || key == "endtime" || key == "renewuntil"):
			if at, dated := parseWhen(dateOf(value)); dated {
				dates = append(dates, pastedDate{at, 0, map[string]int{"starttime": 0, "endtime": 1, "renewuntil": 2}[key]})
			}
		case l.Layout == WindowsTGT && key == "timeskew":
			l.Skew = skew(value)
		case strings.HasPrefix(key, "kdc binding cache entries"), strings.Contains(line, "KDC binding cache has been queried"):
			l.Layout = WindowsBind
		case l.Layout == WindowsBind && strings.HasPrefix(key, "kdc address"):
			l.KDCs, l.Entries = appendNew(l.KDCs, clip(strings.TrimPrefix(value, `\\`), 255)), l.Entries+1
		case strings.HasPrefix(line, "[") && strings.Contains(line, "] Session ") && strings.Contains(line, "0:0x"):
			l.Layout, l.Entries = WindowsSessions, l.Entries+1
		case strings.HasPrefix(key, "cloud kerberos"):
			l.Layout = WindowsCloud
		case ok && strings.Contains(key, "deleting all tickets"), strings.HasPrefix(line, "Ticket(s) purged"):
			l.Layout = WindowsPurge
		}
	}
	if l.Layout == WindowsTGT {
		l.Tickets, l.Client = []PastedTicket{t}, join(t.Client, t.Realm)
		dateTickets(l.Tickets, dates)
	}
	return l, l.Layout != ""
}

func after(s, mark string) string {
	_, rest, ok := strings.Cut(s, mark)
	if !ok {
		return ""
	}
	return strings.TrimSpace(rest)
}

// skew reads "+ 0:05 minute(s)" and " - 12:30 minute(s)": minutes and seconds.
func skew(value string) *time.Duration {
	sign := time.Duration(1)
	if strings.Contains(value, "-") {
		sign = -1
	}
	digits := strings.FieldsFunc(value, func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) < 2 {
		return nil
	}
	m, err1 := strconv.Atoi(digits[0])
	s, err2 := strconv.Atoi(digits[1])
	if err1 != nil || err2 != nil || m > 1e6 || s > 59 {
		return nil
	}
	d := sign * (time.Duration(m)*time.Minute + time.Duration(s)*time.Second)
	return &d
}
