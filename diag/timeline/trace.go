package timeline

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag/codes"
)

// traceLine is a line of MIT's KRB5_TRACE: "[4711] 1795867200.123456: …".
var traceLine = regexp.MustCompile(`^\[(\d+)\] (\d{9,11})\.(\d{1,6}): (.*)$`)

// The lines of a trace that tell how an exchange went. All others are progress.
var (
	traceAsks    = regexp.MustCompile(`^Requesting tickets for ([^,\s]+)`)
	traceGets    = regexp.MustCompile(`^Getting (?:initial )?credentials (?:for )?(\S+)(?: -> (\S+))?`)
	traceKDC     = regexp.MustCompile(`^(?:Sending|Initiating|Resending) .*? (?:to|stream) (\S+:\d+)`)
	traceError   = regexp.MustCompile(`^Received error from KDC: (-?\d+)(?:/(.*))?$`)
	traceTGS     = regexp.MustCompile(`^TGS request result: (-?\d+)(?:/(.*))?$`)
	traceTicket  = regexp.MustCompile(`^Received creds for desired service (\S+)`)
	traceLogin   = regexp.MustCompile(`^AS key determined|^Decrypted AS reply`)
	traceTypes   = regexp.MustCompile(`^etypes requested in TGS request: (.*)$`)
	traceRefused = regexp.MustCompile(`^(?:TCP error|Error) (?:connecting|receiving|sending)[^:]*: (?:\d+/)?(.*)$`)
	traceAP      = regexp.MustCompile(`^Creating AP-REQ|^Read AP-REP`)
	traceNames   = regexp.MustCompile(`^(?:Convert service|Canonicalized host name|Remote host after) .*|^Got service principal (\S+)`)
)

// trace reads one program's KRB5_TRACE.
type trace struct {
	b       *builder
	login   bool   // the exchange under way is a login (AS), not a request for a ticket
	service string // that is asked for
	client  string
	kdc     string
	tries   map[string]int
	types   string
}

func newTrace(b *builder) *trace { return &trace{b: b, tries: map[string]int{}} }

// line takes one line; false for one that is not of a trace.
func (t *trace) line(n int, s string) bool {
	m := traceLine.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	seconds, _ := strconv.ParseInt(m[2], 10, 64)
	micro, _ := strconv.ParseInt((m[3] + "000000")[:6], 10, 64)
	e := Event{At: time.Unix(seconds, micro*1000).UTC(), Where: fmt.Sprintf("line %d", n), To: t.kdc, Client: t.client}
	text := m[4]
	switch {
	case traceGets.MatchString(text):
		g := traceGets.FindStringSubmatch(text)
		t.client, t.login, e.Client = g[1], strings.Contains(text, "initial"), g[1]
		if g[2] != "" {
			t.service = bare(g[2])
		}
		e.Text, e.SPN = "wants "+strings.TrimSpace(strings.TrimPrefix(text, "Getting ")), t.service
	case traceAsks.MatchString(text):
		t.service, t.login = bare(traceAsks.FindStringSubmatch(text)[1]), false
		if !isTGT(t.service) {
			t.b.spn(t.service)
		}
		e.Text, e.SPN = "asks for a ticket for "+t.service, t.service
	case traceTypes.MatchString(text):
		t.types = traceTypes.FindStringSubmatch(text)[1]
		return true
	case traceError.MatchString(text):
		g := traceError.FindStringSubmatch(text)
		t.failed(e, g[1], g[2], t.login)
		return true
	case traceTGS.MatchString(text):
		g := traceTGS.FindStringSubmatch(text)
		if g[1] != "0" {
			t.failed(e, g[1], g[2], false)
		}
		return true
	case traceTicket.MatchString(text):
		e.SPN = bare(traceTicket.FindStringSubmatch(text)[1])
		e.Text = "gets a ticket for " + e.SPN
	case traceLogin.MatchString(text):
		e.Text = "logs in: the KDC's reply could be decrypted"
	case traceAP.MatchString(text):
		e.Text = strings.ToLower(text[:1]) + text[1:]
	case traceRefused.MatchString(text):
		e.Text, e.Problem = "cannot reach the KDC: "+text, true
		t.tries[t.kdc]++
		if t.tries[t.kdc] == 1 {
			t.b.finding(codes.KDCUnreachable, orUnknown(t.kdc), "The KDC "+orUnknown(t.kdc)+" could not be reached: "+text, e, codes.Meaning{})
		}
	case traceKDC.MatchString(text):
		t.kdc = traceKDC.FindStringSubmatch(text)[1]
		return true
	case traceNames.MatchString(text):
		e.Text = strings.ToLower(text[:1]) + text[1:]
	default:
		return true // progress
	}
	t.b.event(e)
	return true
}

// failed adds an error that a KDC sent. Traces write MIT's own numbers: the base of
// its table plus the protocol's code.
func (t *trace) failed(e Event, number, text string, login bool) {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n > math.MaxInt32 || n < math.MinInt32 {
		return
	}
	code := int(n)
	if d := n - mitBase; d >= 0 && d < 256 {
		code = int(d)
	}
	if code < 0 || code > 255 {
		e.Text, e.Problem = fmt.Sprintf("ends with %s %s", number, text), true
		t.b.event(e)
		return
	}
	e.SPN = t.service
	e.Code = fmt.Sprintf("%d %s", code, ad.KDCErrorName(code))
	switch code {
	case ad.ErrPreauthRequired:
		e.Text = "is asked for pre-authentication, as usual"
		t.b.event(e)
		return
	case ad.ErrTooBig:
		e.Text = "is asked to repeat the request over TCP"
		t.b.event(e)
		return
	}
	e.Text, e.Problem = "gets error "+e.Code, true
	t.b.event(e)
	x, subject := codes.TGS, t.service
	if login {
		x, subject = codes.AS, t.client
		e.SPN = ""
	}
	m := codes.KDC(code, x)
	what := fmt.Sprintf("The KDC answered error %s for %s.", e.Code, orUnknown(subject))
	if code == ad.ErrETypeNoSupp && t.types != "" {
		what += " The client offered " + t.types + "."
	}
	t.b.finding(m.Family, orUnknown(subject), what, e, m)
}

// mitBase is the value of KRB5KDC_ERR_NONE in MIT's error table.
const mitBase = -1765328384

// bare cuts the realm off a principal.
func bare(p string) string {
	s, _, _ := strings.Cut(p, "@")
	return strings.ReplaceAll(s, `\`, "")
}
