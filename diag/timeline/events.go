package timeline

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/diag/codes"
	"adwalk/diag/explain"
)

// windows adds one event of a Windows log.
func (b *builder) windows(n int, ev winEvent) {
	where := "record " + ev.Record
	if ev.Record == "" {
		where = fmt.Sprintf("event %d of the file", n)
	}
	e := Event{At: ev.At, Where: where, To: ev.Computer, From: ev.value("ipaddress", "clientaddress", "workstation", "workstationname", "sourcenetworkaddress")}
	e.From = strings.TrimPrefix(e.From, "::ffff:")
	switch ev.ID {
	case 4768, 4769, 4770, 4771, 4772, 4773:
		b.kdcEvent(e, ev)
	case 4776, 4624, 4625:
		b.logonEvent(e, ev)
	default:
		b.otherEvent(e, ev)
	}
}

// value returns the first of the named values that is there and not "-".
func (ev winEvent) value(names ...string) string {
	for _, n := range names {
		if v := ev.Data[n]; v != "" && v != "-" && v != "::1" {
			return v
		}
	}
	return ""
}

var hexNumber = regexp.MustCompile(`^0[xX][0-9a-fA-F]{1,16}$`)

// hex returns the hexadecimal values in their order. In a text of any language they
// stand where the event's definition has them.
func (ev winEvent) hex() []uint64 {
	var out []uint64
	for _, v := range ev.List {
		if hexNumber.MatchString(v) {
			n, _ := strconv.ParseUint(v[2:], 16, 64)
			out = append(out, n)
		}
	}
	return out
}

func (ev winEvent) number(at int, names ...string) (uint64, bool) {
	if v := ev.value(names...); hexNumber.MatchString(v) {
		n, err := strconv.ParseUint(v[2:], 16, 64)
		return n, err == nil
	}
	if list := ev.hex(); at < len(list) {
		return list[at], true
	}
	return 0, false
}

// kdcEvent reads a KDC's own record of a request. The hexadecimal values are, in
// order, for 4768: options, result, encryption type; for 4769: options, encryption
// type, result; for 4771: options, result.
func (b *builder) kdcEvent(e Event, ev winEvent) {
	at := map[int][2]int{4768: {1, 2}, 4769: {2, 1}, 4771: {1, 9}, 4770: {9, 1}, 4772: {0, 9}, 4773: {0, 9}}[ev.ID]
	code, known := ev.number(at[0], "status", "failurecode", "resultcode")
	etype, typed := ev.number(at[1], "ticketencryptiontype")
	user := ev.value("targetusername", "accountname", "kontoname")
	service := ev.value("servicename", "dienstname")
	e.Client = user
	exchange, asked := codes.TGS, "a ticket for the account "+orUnknown(service)
	if s, err := ad.ParseSPN(service); err == nil && s.Host != "" && !strings.HasPrefix(strings.ToLower(service), "krbtgt/") {
		asked, e.SPN = "a ticket for "+service, service // no account was found: the event has what the client asked for
		b.spn(service)
	}
	if ev.ID == 4768 || ev.ID == 4771 || ev.ID == 4772 {
		exchange, asked, e.SPN = codes.AS, "a TGT", ""
	}
	always := ev.ID == 4771 || ev.ID == 4772 || ev.ID == 4773 // these tell of failures only
	if code == 0 && (always || !known && ev.ID != 4770) {
		b.unreadable(e, always, fmt.Sprintf("refuses %s to %s: the error cannot be read", asked, orUnknown(user)), fmt.Sprintf("is asked for %s by %s: the answer cannot be read", asked, orUnknown(user)))
		return
	}
	if code == 0 {
		e.Text = fmt.Sprintf("issues %s to %s", asked, orUnknown(user))
		if typed && etype != 0 && etype != 0xffffffff {
			e.Text += ", encrypted with " + ad.EType(int32(etype)).String()
		}
		b.event(e)
		if exchange == codes.TGS && ad.EType(int32(etype)) == ad.ETypeRC4 {
			b.finding("ticket-weak-etype", service, fmt.Sprintf("%s issued a ticket for %s that is encrypted with RC4.", e.To, service), e, codes.Meaning{
				Next: []string{"list AES on the account and ask for a fresh ticket; reset the password only if error 14 follows"}})
			b.setGuide("ticket-weak-etype", service, codes.GuideRC4)
		}
		return
	}
	n := int(code)
	e.Code = fmt.Sprintf("%d %s", n, ad.KDCErrorName(n))
	e.Text = fmt.Sprintf("refuses %s to %s: error %s", asked, orUnknown(user), e.Code)
	if n == ad.ErrPreauthRequired && exchange == codes.AS {
		e.Text = fmt.Sprintf("asks %s for pre-authentication, as usual", orUnknown(user))
		b.event(e)
		return
	}
	e.Problem = true
	b.event(e)
	m := codes.KDC(n, exchange)
	subject := user
	if exchange == codes.TGS {
		subject = service
	}
	what := strings.ToUpper(e.Text[:1]) + e.Text[1:] + "."
	if e.To != "" {
		what = e.To + " " + e.Text + "."
	}
	for name, label := range map[string]string{"clientadvertizedencryptiontypes": "The client offered", "accountavailablekeys": "The account has keys of"} {
		if v := ev.value(name); v != "" {
			what += fmt.Sprintf(" %s %s.", label, strings.Join(strings.Fields(v), " "))
		}
	}
	b.finding(m.Family, orUnknown(subject), what, e, m)
}

// unreadable adds an event whose result cannot be read: a failure where the event tells of
// nothing else, and otherwise neither a failure nor a success.
func (b *builder) unreadable(e Event, failed bool, refused, open string) {
	b.unread++
	e.Text, e.Problem = open, failed
	if failed {
		e.Text = refused
	}
	b.event(e)
	if failed {
		b.finding(codes.Generic, orUnknown(e.Client), strings.TrimSpace(e.To+" "+refused)+".", e, codes.Meaning{})
	}
}

// logonEvent reads 4624, 4625 and 4776: who logged in with what.
func (b *builder) logonEvent(e Event, ev winEvent) {
	user, pkg := ev.value("targetusername", "accountname", "logonaccount"), ev.value("authenticationpackagename", "authenticationpackage", "packagename")
	e.Client = user
	status, known := ev.number(0, "substatus")
	if status == 0 {
		status, known = ev.number(0, "status", "errorcode")
	}
	ntlm := ev.ID == 4776 || strings.EqualFold(pkg, "NTLM") || strings.HasPrefix(pkg, "MICROSOFT_AUTHENTICATION")
	if pkg == "" && ev.ID == 4776 {
		pkg = "NTLM"
	}
	if ev.ID == 4624 {
		status = 0
	}
	if ev.ID == 4625 && status == 0 || ev.ID == 4776 && !known {
		b.unreadable(e, ev.ID == 4625, fmt.Sprintf("refuses %s with %s: the reason cannot be read", orUnknown(user), orUnknown(pkg)), fmt.Sprintf("checks %s with %s: the result cannot be read", orUnknown(user), orUnknown(pkg)))
		return
	}
	e.Text = fmt.Sprintf("accepts %s with %s", orUnknown(user), orUnknown(pkg))
	if status != 0 {
		e.Code, e.Problem = fmt.Sprintf("0x%08x", status), true
		e.Text = fmt.Sprintf("refuses %s with %s: %s", orUnknown(user), orUnknown(pkg), e.Code)
	}
	b.event(e)
	if status != 0 {
		family, m := codes.Generic, codes.Meaning{}
		if x := codes.Small(codes.Windows, int64(status)); x != nil {
			family, m.Causes, m.Next = x.Family, x.Causes, x.Next
		}
		b.finding(family, orUnknown(user), fmt.Sprintf("%s %s.", orUnknown(ev.Computer), e.Text), e, m)
	}
	if ntlm && user != "" && !strings.EqualFold(user, "ANONYMOUS LOGON") {
		from, logged := e.From, "logged in"
		if status != 0 {
			logged = "tried to log in"
		}
		if from == "" {
			from = "a client that is not named"
		}
		b.finding(codes.NTLMFallback, orUnknown(ev.Computer), fmt.Sprintf("%s %s at %s with NTLM.", from, logged, orUnknown(ev.Computer)), e, codes.Meaning{})
	}
}

// otherEvent lets explain read an event that is not taken apart here.
func (b *builder) otherEvent(e Event, ev winEvent) {
	text := fmt.Sprintf("Event ID: %d\nSource: %s\n%s", ev.ID, ev.Provider, strings.Join(ev.List, "\n"))
	x := explain.Text(text)
	e.Text = strings.TrimSpace(fmt.Sprintf("event %d %s", ev.ID, ev.Provider))
	if len(x.Matches) == 0 {
		b.event(e)
		return
	}
	m := x.Matches[0]
	e.Text += ": " + m.What
	e.Problem = m.Family != codes.Harmless
	e.SPN = first(x.Values[explain.InputSPN])
	b.event(e)
	if e.Problem {
		b.explained(e, m, ev.Computer)
	}
}

// explained adds what explain recognised as a finding.
func (b *builder) explained(e Event, m explain.Match, subject string) {
	if e.SPN != "" {
		subject = e.SPN
	}
	b.finding(m.Family, subject, m.What, e, codes.Meaning{Causes: m.Causes, Next: m.Next})
	if i, ok := b.found[[2]string{m.Family, subject}]; ok && m.Guide != "" && b.story.Findings[i].Inputs == nil {
		b.story.Findings[i].Guide, b.story.Findings[i].Inputs = m.Guide, m.Inputs
	}
}
