package timeline

import (
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag/codes"
)

// Capture builds the story of a network capture from its messages, in their order.
type Capture struct {
	b       *builder
	pending map[string]ad.WireMessage // from+to of a request: the request without an answer yet
	refused map[string]refusal        // host of a client and host of a service: the last refusal of a ticket
	shown   map[string]ad.WireMessage // connection: the AP-REQ or NTLM that waits for its answer
	silent  map[string]int            // KDC: requests that were repeated
}

type refusal struct {
	spn  string
	code int
}

// NewCapture begins an empty story.
func NewCapture() *Capture {
	return &Capture{b: newBuilder("network capture"), pending: map[string]ad.WireMessage{}, refused: map[string]refusal{},
		shown: map[string]ad.WireMessage{}, silent: map[string]int{}}
}

// maxPending bounds requests without an answer.
const maxPending = 10_000

// Note adds what could not be read.
func (c *Capture) Note(text string) { c.b.story.Notes = append(c.b.story.Notes, text) }

// Story ends the recording: requests that nobody answered become findings.
func (c *Capture) Story() Story {
	for _, m := range c.pending {
		if c.silent[m.To] == 0 {
			continue
		}
		e := Event{At: m.At, Where: place(m), From: m.From, To: m.To, SPN: m.Service}
		c.b.finding(codes.KDCUnreachable, m.To, fmt.Sprintf("%s asked %s again and got no answer.", host(m.From), m.To), e, codes.Meaning{})
	}
	c.b.story.finish()
	return c.b.story
}

// Add takes the next message.
func (c *Capture) Add(m ad.WireMessage) {
	switch m.Kind {
	case ad.WireASReq, ad.WireTGSReq:
		c.asks(m)
	case ad.WireASRep, ad.WireTGSRep:
		c.issued(m)
	case ad.WireKRBError:
		c.refuses(m)
	case ad.WireAPReq:
		c.shows(m)
	case ad.WireAPRep:
		c.tell(m, "proves that it has the key of the service", false, "")
		delete(c.shown, link(m))
	case ad.WireNTLMNegotiate, ad.WireNTLMChallenge, ad.WireNTLMAuth:
		c.ntlm(m)
	case ad.WireHTTPAnswer:
		c.http(m)
	case ad.WireLDAPBindResult, ad.WireSMBSessionSetup, ad.WireSMTPAnswer:
		c.result(m)
	default:
		c.tell(m, "sends "+string(m.Kind), false, "")
	}
}

// tell adds an event about a message.
func (c *Capture) tell(m ad.WireMessage, text string, problem bool, code string) Event {
	e := Event{At: m.At, Where: place(m), From: m.From, To: m.To, Text: text, Problem: problem, SPN: m.Service, Client: principal(m), Code: code}
	c.b.event(e)
	return e
}

func (c *Capture) asks(m ad.WireMessage) {
	key := m.From + " " + m.To
	if old, ok := c.pending[key]; ok && old.Service == m.Service && old.Kind == m.Kind {
		c.silent[m.To]++
	}
	if len(c.pending) < maxPending {
		c.pending[key] = m
	}
	var text string
	switch {
	case m.FAST:
		text = "sends an armoured request (FAST): the names inside are not visible"
	case m.Kind == ad.WireASReq:
		text = "asks for a TGT for " + orUnknown(principal(m))
	case m.User != "":
		text = fmt.Sprintf("asks for a ticket to %s in the name of %s (S4U2Self)", m.Service, m.User)
	case has(m.Options, "cname-in-addl-tkt"):
		text = fmt.Sprintf("asks for a ticket to %s for a user, by delegation (S4U2Proxy)", m.Service)
	default:
		text = "asks for a ticket for " + orUnknown(m.Service)
	}
	if m.Kind == ad.WireTGSReq && !isTGT(m.Service) {
		c.b.spn(m.Service)
	}
	if len(m.ETypes) > 0 {
		text += ", offers " + types(m.ETypes)
	}
	c.tell(m, text, false, "")
	if m.Kind == ad.WireTGSReq && m.Armor == nil {
		c.judgeTypes(m)
	}
}

func (c *Capture) issued(m ad.WireMessage) {
	delete(c.pending, m.To+" "+m.From)
	text := "issues a ticket for " + orUnknown(m.Service)
	if m.Kind == ad.WireASRep {
		text = "issues a TGT for " + orUnknown(principal(m))
	}
	weak := false
	if m.Ticket != nil {
		if m.Ticket.EType != 0 { // 0: the recording was cut in front of it
			text += fmt.Sprintf(", encrypted with %s", m.Ticket.EType)
		}
		if m.Ticket.Kvno != 0 {
			text += fmt.Sprintf(", kvno %d", m.Ticket.Kvno)
		}
		weak = m.Ticket.EType == ad.ETypeRC4 && m.Kind == ad.WireTGSRep
	}
	e := c.tell(m, text, false, "")
	if weak && !isTGT(m.Service) {
		c.b.finding("ticket-weak-etype", m.Service, fmt.Sprintf("The KDC issued a ticket for %s that is encrypted with RC4.", m.Service), e, codes.Meaning{
			Causes: []string{"the account does not list AES in msDS-SupportedEncryptionTypes, and the domain controller's default includes RC4", "the account has no AES key", "the client offered RC4 only"},
			Next:   []string{"list AES on the account and ask for a fresh ticket; reset the password only if error 14 follows"}})
		c.b.setGuide("ticket-weak-etype", m.Service, codes.GuideRC4)
	}
}

// refuses reads a KRB-ERROR: of a KDC, or of a service that was shown a ticket.
func (c *Capture) refuses(m ad.WireMessage) {
	if m.Error == nil { // the capture was cut in front of the code
		delete(c.pending, m.To+" "+m.From)
		delete(c.shown, link(m))
		c.tell(m, "answers an error, of which the recording holds only the beginning", true, "")
		return
	}
	code := fmt.Sprintf("%d %s", m.Error.Code, m.Error.Name)
	key := m.To + " " + m.From
	request, known := c.pending[key]
	exchange, spn := codes.AP, m.Service
	if strings.HasPrefix(m.Carrier, "KDC/") {
		delete(c.pending, key)
		exchange = codes.TGS
		if known && request.Kind == ad.WireASReq || !known && isTGT(m.Service) {
			exchange = codes.AS
		}
		if spn == "" || known {
			spn = request.Service
		}
	} else if ap, ok := c.shown[link(m)]; ok {
		spn = ap.Service
		delete(c.shown, link(m))
	}
	if m.Carrier == "kpasswd" {
		exchange = codes.Kpasswd
	}
	switch {
	case m.Error.Code == ad.ErrPreauthRequired:
		c.tell(m, "asks for pre-authentication"+hinted(m.Hints)+", as usual", false, code)
		return
	case m.Error.Code == ad.ErrTooBig:
		c.tell(m, "asks to repeat the request over TCP, since the answer is too large for UDP", false, code)
		return
	}
	m.Service = spn
	if m.Client == "" {
		m.Client, m.CRealm = request.Client, request.CRealm
	}
	text := "answers error " + code
	if m.Error.NTStatus != 0 {
		text += fmt.Sprintf(" with status 0x%08X", m.Error.NTStatus)
	}
	if m.Error.Text != "" {
		text += ": " + m.Error.Text
	}
	e := c.tell(m, text, true, code)
	meaning := codes.KDC(m.Error.Code, exchange)
	subject := spn
	if exchange == codes.AS {
		subject = orUnknown(principal(m))
		e.SPN = ""
	}
	what := fmt.Sprintf("%s answered error %s to %s for %s.", host(m.From), code, host(m.To), orUnknown(subject))
	if m.Error.Code == ad.ErrSkew && !m.Error.Server.IsZero() {
		what += fmt.Sprintf(" Its clock showed %s, the recording %s.", clock(m.Error.Server), clock(m.At))
	}
	if m.Error.Code == ad.ErrETypeNoSupp && known && len(request.ETypes) > 0 && !request.Cut {
		what += " The client offered " + types(request.ETypes) + "."
	}
	c.b.finding(meaning.Family, subject, what, e, meaning)
	if exchange == codes.TGS && len(c.refused) < maxPending {
		c.refused[host(m.To)+" "+serviceHost(spn)] = refusal{spn, m.Error.Code}
		c.refused[host(m.To)] = refusal{spn, m.Error.Code}
	}
}

func (c *Capture) shows(m ad.WireMessage) {
	if len(c.shown) < maxPending {
		c.shown[link(m)] = m
	}
	text := "shows a ticket for " + orUnknown(m.Service)
	if m.Ticket != nil && m.Ticket.EType != 0 {
		text += fmt.Sprintf(" (%s, kvno %d)", m.Ticket.EType, m.Ticket.Kvno)
	}
	c.tell(m, text+over(m), false, "")
}

// ntlm reads a fallback: NTLM where a ticket had been refused.
func (c *Capture) ntlm(m ad.WireMessage) {
	var text string
	switch m.Kind {
	case ad.WireNTLMNegotiate:
		text = "begins NTLM"
	case ad.WireNTLMChallenge:
		text = "answers with an NTLM challenge"
	default:
		text = "sends NTLM for " + orUnknown(strings.Trim(m.NTLM.Domain+`\`+m.NTLM.User, `\`))
		if m.NTLM.Target != "" {
			text += ", to " + m.NTLM.Target
		}
		if strings.Contains(m.NTLM.Target, "/") {
			m.Service = m.NTLM.Target
		}
	}
	r, ok := c.refused[host(m.From)]
	if named := m.HTTP; named != nil && named.Host != "" {
		h, _, cut := cutPort(named.Host)
		if !cut {
			h = named.Host
		}
		if exact, found := c.refused[host(m.From)+" "+strings.ToLower(h)]; found {
			r, ok = exact, true
		}
	}
	if m.Kind == ad.WireNTLMNegotiate && ok {
		text += fmt.Sprintf(" instead of Kerberos, after error %d for %s", r.code, r.spn)
		m.Service = r.spn
	}
	e := c.tell(m, text+over(m), m.Kind != ad.WireNTLMChallenge, "")
	if m.Kind != ad.WireNTLMAuth {
		return
	}
	subject := m.To
	what := fmt.Sprintf("%s logged in at %s with NTLM.", host(m.From), m.To)
	if ok {
		what += fmt.Sprintf(" Before, a ticket for %s was refused with error %d.", r.spn, r.code)
		e.SPN = r.spn
	} else {
		what += " No refused ticket was recorded before: the client may not have asked for one."
	}
	c.b.finding(codes.NTLMFallback, subject, what, e, codes.Meaning{})
}
