package timeline

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag/codes"
	"adwalk/diag/explain"
)

// logLines reads logs whose lines are read one by one: those of sssd, apache,
// nginx, Java and others. What a line means is what explain says of it.
type logLines struct {
	b    *builder
	read int            // lines that explain was asked about
	seen map[string]int // line without its times and numbers: how often
	low  []byte         // the line in small letters
	jdk  jdkError
}

func newLogLines(b *builder) *logLines { return &logLines{b: b, seen: map[string]int{}} }

// maxExplained bounds how many different lines are explained.
const maxExplained = 3000

var (
	telling  = []string{"krb", "kerberos", "gss", "negotiate", "ntlm", "spnego", "sasl", "preauth", "principal", "keytab", "ticket", "credential", "sspi", "0x8009", "0xc00000"}
	logTimes = []struct {
		find   *regexp.Regexp
		layout string
	}{
		{regexp.MustCompile(`\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?`), ""},
		{regexp.MustCompile(`\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}`), "02/Jan/2006:15:04:05 -0700"},
		{regexp.MustCompile(`[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? \d{4}`), "Mon Jan _2 15:04:05 2006"},
		{regexp.MustCompile(`\d{4}/\d\d/\d\d \d\d:\d\d:\d\d`), "2006/01/02 15:04:05"},
	}
)

func logTime(s string) time.Time {
	head := s[:min(len(s), 120)]
	for _, l := range logTimes {
		m := l.find.FindString(head)
		if m == "" {
			continue
		}
		if l.layout == "" {
			return anyTime(strings.Replace(m, ",", ".", 1))
		}
		if t, err := time.Parse(l.layout, m); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

func (l *logLines) line(n int, s string) {
	if l.jdk.line(l, n, s) || l.read >= maxExplained || !l.tells(s) {
		return
	}
	key := withoutNumbers(s)
	if l.seen[key]++; l.seen[key] > 1 {
		return
	}
	l.read++
	x := explain.Text(s)
	if len(x.Matches) == 0 || x.Matches[0].Confidence == explain.Possible {
		return
	}
	m := x.Matches[0]
	e := Event{At: logTime(s), Where: fmt.Sprintf("line %d", n), Text: m.What, Problem: m.Family != codes.Harmless, SPN: first(x.Values[explain.InputSPN]), Client: first(x.Values[explain.InputUser])}
	l.b.event(e)
	if e.Problem {
		subject := e.Client
		l.b.explained(e, m, subject)
	}
}

// tells says whether a line speaks of what is looked for.
func (l *logLines) tells(s string) bool {
	l.low = l.low[:0]
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		l.low = append(l.low, c)
	}
	for _, word := range telling {
		if bytes.Contains(l.low, []byte(word)) {
			return true
		}
	}
	return false
}

// withoutNumbers is a line as its likes are, whatever their times and numbers.
func withoutNumbers(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case c < '0' || c > '9':
			b = append(b, c)
		case i == 0 || s[i-1] < '0' || s[i-1] > '9':
			b = append(b, '#')
		}
	}
	return string(b)
}

// jdkError is a KRB-ERROR as Java's debug output prints it: one field a line
// behind ">>>KRBError:".
type jdkError struct {
	open  bool
	at    int
	code  int
	sname string
	cname string
}

var (
	jdkCode  = regexp.MustCompile(`^\s*error code is (\d{1,3})\b`)
	jdkSName = regexp.MustCompile(`^\s*sname is (\S+)`)
	jdkCName = regexp.MustCompile(`^\s*cname is (\S+)`)
)

func (j *jdkError) line(l *logLines, n int, s string) bool {
	if strings.Contains(s, ">>>KRBError:") || strings.Contains(s, ">>> KRBError:") {
		j.end(l)
		*j = jdkError{open: true, at: n, code: -1}
		return true
	}
	if !j.open {
		return false
	}
	switch {
	case jdkCode.MatchString(s):
		fmt.Sscan(jdkCode.FindStringSubmatch(s)[1], &j.code)
	case jdkSName.MatchString(s):
		j.sname = bare(jdkSName.FindStringSubmatch(s)[1])
	case jdkCName.MatchString(s):
		j.cname = jdkCName.FindStringSubmatch(s)[1]
	case strings.TrimSpace(s) == "", strings.HasPrefix(strings.TrimSpace(s), "msgType"):
	case strings.HasPrefix(s, ">>>"), n-j.at > 20, !strings.HasPrefix(s, "\t") && !strings.HasPrefix(s, " "):
		j.end(l)
		return false
	}
	return true
}

// end tells of the error that was read.
func (j *jdkError) end(l *logLines) {
	if !j.open || j.code < 0 {
		j.open = false
		return
	}
	j.open = false
	x, subject := codes.TGS, j.sname
	if isTGT(j.sname) {
		x, subject = codes.AS, j.cname
	}
	e := Event{Where: fmt.Sprintf("line %d", j.at), Code: fmt.Sprintf("%d %s", j.code, ad.KDCErrorName(j.code)), SPN: j.sname, Client: j.cname}
	if j.code == ad.ErrPreauthRequired {
		e.Text = "is asked for pre-authentication, as usual"
		l.b.event(e)
		return
	}
	e.Text, e.Problem = "gets error "+e.Code, true
	l.b.event(e)
	m := codes.KDC(j.code, x)
	l.b.finding(m.Family, orUnknown(subject), fmt.Sprintf("The KDC answered error %s for %s.", e.Code, orUnknown(subject)), e, m)
}
