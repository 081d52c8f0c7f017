package explain

import (
	"context"
	"strconv"
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/winlog"
)

// labelGap is how many bytes that are no letters or digits may stand between a
// label and its number.
const labelGap = 12

// number is a small number in the paste with the label before it.
type number struct {
	value      int64
	hex        bool
	padded     bool // eight hexadecimal digits without 0x
	start, end int
	label      winlog.Label
	word       string // the label
	event      bool
}

// telling says whether a number is rare enough to mean something where nothing
// around it speaks of a protocol: every program has an error 2 or 7.
func (n number) telling() bool {
	if n.hex {
		return n.end-n.start <= len("0x00") || n.value > 0xff
	}
	return n.value > 0xff
}

// maxNumbers bounds how many labelled numbers are looked at; a log of
// megabytes repeats itself long before.
const (
	maxNumbers = 600
	maxSame    = 4 // places of one number behind one label
)

// numbers finds the labelled small numbers of the folded text, and the bare
// hexadecimal ones.
func numbers(ctx context.Context, p pasted) []number {
	var out []number
	type numbered struct {
		value int64
		hex   bool
		word  string
	}
	seen := map[numbered]int{}
	s := p.folded
	for n, r := range p.records {
		if r.skip {
			continue
		}
		if n&0x3ff == 0 && ctx.Err() != nil {
			return out
		}
		for i := r.start; i < r.end && len(out) < maxNumbers; i++ {
			c := s[i]
			if c < '0' || c > '9' {
				continue
			}
			if i&0xfff == 0 && ctx.Err() != nil {
				return out
			}
			end := i
			for end < len(s) && word(s[end]) {
				end++
			}
			if i > 0 && (word(s[i-1]) || s[i-1] == '.' || s[i-1] == '-' || s[i-1] == '+') { // part of a word, a fraction, or negative
				i = end - 1
				continue
			}
			num, ok := parseNumber(s, i)
			i = end - 1
			if !ok || counted(s, num) {
				continue
			}
			j := num.start
			for j > 0 && num.start-j < labelGap && s[j-1] < 0x80 && !word(s[j-1]) {
				j--
			}
			if j == num.start && num.start > 0 {
				continue
			}
			if p.item(j, num) {
				continue
			}
			l, kind := winlog.LabelBefore(s, j)
			again := numbered{num.value, num.hex, l}
			if seen[again]++; seen[again] > maxSame {
				continue
			}
			switch {
			case kind == winlog.Event, winlog.XML(s, num.start):
				num.word, num.event = l, true
				out = append(out, num)
			case kind == winlog.GSS:
			case kind != winlog.None:
				num.word, num.label = l, kind
				out = append(out, num)
			case num.hex && !num.padded && !noCode(s[max(0, num.start-40):num.start]):
				out = append(out, num)
			}
		}
	}
	return out
}

// item says that a number is that of a list's item on a new line, "3. start it" or "3) …",
// and nothing that the word at the end of the line before it is about.
func (p pasted) item(before int, n number) bool {
	rest := p.folded[n.end:]
	if n.hex || before == 0 || !strings.HasPrefix(rest, ". ") && !strings.HasPrefix(rest, ") ") {
		return false
	}
	return strings.Contains(p.clean[p.at(before-1):p.at(n.start)], "\n")
}

// parseNumber reads a decimal of up to five digits or a hexadecimal of up to
// four at i.
func parseNumber(s string, i int) (number, bool) {
	end := i
	for end < len(s) && word(s[end]) {
		end++
	}
	tok := s[i:end]
	n := number{start: i, end: end}
	digits, base := tok, 10
	if h, ok := strings.CutPrefix(tok, "0x"); ok {
		digits, base, n.hex = h, 16, true
	}
	if base == 10 && len(tok) == 8 && strings.HasPrefix(tok, "0000") { // a status as eight hexadecimal digits
		base, n.hex, n.padded = 16, true, true
	}
	if len(digits) == 0 || len(digits) > 10 {
		return number{start: i, end: max(end, i+1)}, false
	}
	v, err := strconv.ParseInt(digits, base, 64)
	if err != nil || v > 0xffff {
		return number{start: i, end: max(end, i+1)}, false
	}
	n.value = v
	return n, true
}

var domainWords = map[codes.System][]string{
	codes.Kerberos: {"kerberos", "krb", "kdc", "ticket", "tgt", "4768", "4769", "4770", "4771", "4772", "preauth", "pre-auth", "gssapi", "gss_", "kinit", "tgs", "as-req", "as_req", "as exchange", "spnego"},
	codes.LDAP:     {"ldap", "ldb", "dsid", "resultcode", "bind("},
	codes.SMTP:     {"smtp", "x-exps", "ehlo", "rcpt", "mail from"},
	codes.Windows:  {"win32", "hresult", "nltest", "repadmin", "dcdiag", "system error", "net use", "rpc", "netlogon", "replication", "lasterror", "getlasterror", "windows error", "wmi", "psexec", "getticket substatus", "lookupaccount", "logonuser", "netsetup", "netjoindomain", "joindomain", "domain join", "domain-join", "join to domain", "joining domain", "getdcname", "netuser", "azure file", "smb share", "file share", "network drive", "map the drive", "mapped drive", "net view"},
	codes.IIS:      {"iis", "w3svc", "http/1", "http/2", "http status", "http error", "http 4", "http://", "https://", "sc-status"},
}

// around names the system that the surroundings of a place speak of, the
// nearest word before it deciding.
func around(s string, start, end int) codes.System {
	before, after := s[max(0, start-250):start], s[end:min(len(s), end+150)]
	var best codes.System
	at := -1
	for _, d := range []codes.System{codes.Kerberos, codes.LDAP, codes.SMTP, codes.Windows, codes.IIS} {
		for _, w := range domainWords[d] {
			if j := strings.LastIndex(before, w); j >= 0 && j+len(w) > at {
				best, at = d, j+len(w)
			}
		}
	}
	if best != "" {
		return best
	}
	at = len(after)
	for _, d := range []codes.System{codes.Kerberos, codes.LDAP, codes.SMTP, codes.Windows, codes.IIS} {
		for _, w := range domainWords[d] {
			if j := strings.Index(after, w); j >= 0 && j < at {
				best, at = d, j
			}
		}
	}
	return best
}

// twice says that the decimal form of a hexadecimal number stands beside it in brackets, or
// the hexadecimal one in brackets behind the decimal: 0x20f7 (8439), 8439 (0x20f7).
func twice(s string, n number) bool {
	if n.value <= 0xff {
		return false
	}
	d := strconv.FormatInt(n.value, 10)
	if rest, ok := strings.CutPrefix(s[n.end:], " ("); ok {
		return strings.HasPrefix(rest, d+")")
	}
	return strings.HasPrefix(s[n.end:], ")") && strings.HasSuffix(s[:n.start], d+" (")
}

// outcome is the weight of a number that a label calls the outcome.
const outcome = codes.Usual + 8

// coded looks the labelled numbers up in the tables of small numbers.
func coded(ctx context.Context, p pasted) []hit {
	var hits []hit
	s := p.folded
	if h := alone(s); h != nil {
		return h
	}
	for _, n := range append(numbers(ctx, p), columns(p)...) {
		if n.event {
			hits = append(hits, eventHits(s, n)...)
			continue
		}
		if n.value == 0 {
			continue
		}
		d := around(s, n.start, n.end)
		if d == "" && n.hex && n.label == winlog.Outcome {
			d = codes.Kerberos // the audit events' own words
		}
		w := codes.Usual
		if n.hex && twice(s, n) { // as Windows' own tools print an error
			if e := codes.Small(codes.Windows, n.value); e != nil {
				hits = append(hits, hit{e, n.start, n.end, codes.Usual - 8})
			}
			continue
		}
		if n.label == winlog.None { // a bare hexadecimal number: only where Kerberos is spoken of
			if d == codes.Kerberos {
				if e := codes.Small(d, n.value); e != nil {
					hits = append(hits, hit{e, n.start, n.end, codes.Weak + 22})
				}
			}
			continue
		}
		if n.label == winlog.Outcome {
			w = outcome
		}
		if e := codes.Small(d, n.value); e != nil && e.Weight <= codes.Weak { // a common number tells no more for its label
			w = e.Weight
		}
		if n.label == winlog.Vague {
			w = codes.Usual - 10
		}
		if d == "" {
			if n.telling() {
				hits = append(hits, readings(n, codes.Weak+5)...)
			}
			continue
		}
		if e := codes.Small(d, n.value); e != nil {
			hits = append(hits, hit{e, n.start, n.end, w})
		}
	}
	return hits
}

// alone reads a paste that is nothing but one number, with or without a word
// such as "error" before it: every meaning is listed.
func alone(s string) []hit {
	t := strings.Trim(s, " ()[]{}.,:;#\"'")
	for _, l := range []string{"error code", "event id", "eventid", "event", "error", "code", "err", "status"} {
		if rest, ok := strings.CutPrefix(t, l); ok {
			if l[:2] == "ev" {
				return nil
			}
			t = strings.Trim(rest, " ()[]{}.,:;#=\"'")
			break
		}
	}
	if t == "" || t[0] < '0' || t[0] > '9' {
		return nil
	}
	n, ok := parseNumber(t, 0)
	if !ok || n.end != len(t) {
		return nil
	}
	at := strings.Index(s, t)
	n.start, n.end = at, at+len(t)
	out := readings(n, codes.Weak+10)
	for i := range codes.Events() {
		ev := &codes.Events()[i]
		if int64(ev.ID) == n.value && !n.hex && n.value > 100 {
			out = append(out, hit{ev.Entry(), n.start, n.end, codes.Weak + 12})
		}
	}
	return out
}

// readings lists what a number without surroundings may mean.
func readings(n number, w int) []hit {
	var out []hit
	for i, d := range []codes.System{codes.Kerberos, codes.Windows, codes.LDAP, codes.SMTP} {
		if n.hex && (d == codes.LDAP || d == codes.SMTP) {
			continue
		}
		if e := codes.Small(d, n.value); e != nil {
			out = append(out, hit{e, n.start, n.end, w - 3*i})
		}
	}
	return out
}

// columns are the numbers of events in tables.
func columns(p pasted) []number {
	var out []number
	for _, c := range winlog.Table(p.folded, func(visit func(from, to int)) { each(p, visit) }) {
		out = append(out, number{value: int64(c.ID), start: c.Start, end: c.End, event: true, word: "id column"})
	}
	return out
}
