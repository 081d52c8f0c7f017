package timeline

import (
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag/codes"
)

func (c *Capture) http(m ad.WireMessage) {
	h := m.HTTP
	text := fmt.Sprintf("answers HTTP %d", h.Status)
	if len(h.Schemes) > 0 {
		text += ", offers " + strings.Join(h.Schemes, ", ")
	}
	ap, waited := c.shown[link(m)]
	delete(c.shown, link(m))
	refused := waited && (h.Status == 401 || h.Status == 407)
	if waited {
		m.Service = ap.Service
	}
	e := c.tell(m, text, refused || h.Status == 400 || h.Status == 431, "")
	switch {
	case refused:
		c.b.finding(codes.WrongKey, ap.Service, fmt.Sprintf("%s answered HTTP %d to a ticket for %s and gave no reason.", m.From, h.Status, ap.Service), e, codes.Meaning{
			Causes: []string{"the service's key is not the one that the ticket was encrypted with", "the service does not accept Kerberos, or this user"},
			Next:   []string{"compare the kvno and encryption type of the ticket with the keytab of the service, or run adwalk probe"}})
	case waited && (h.Status == 400 || h.Status == 431):
		c.b.finding(codes.TokenSize, ap.Service, fmt.Sprintf("%s answered HTTP %d to a request with a ticket: the header may be too large.", m.From, h.Status), e, codes.Meaning{})
	}
}

// result reads the end of a login in another protocol.
func (c *Capture) result(m ad.WireMessage) {
	ok := m.Status == 0 || m.Kind == ad.WireSMTPAnswer && m.Status < 400
	delete(c.shown, link(m))
	if ok {
		c.tell(m, "accepts the login", false, "")
		return
	}
	code, family := fmt.Sprintf("0x%08x", m.Status), codes.Generic
	system := codes.Windows
	switch m.Kind {
	case ad.WireLDAPBindResult:
		code, system = fmt.Sprintf("LDAP %d", m.Status), codes.LDAP
	case ad.WireSMTPAnswer:
		code, system = fmt.Sprintf("SMTP %d", m.Status), codes.SMTP
	}
	if x := codes.Small(system, int64(m.Status)); x != nil {
		family = x.Family
	}
	e := c.tell(m, "refuses the login: "+strings.TrimSpace(code+" "+m.Text), true, code)
	c.b.finding(family, m.From, fmt.Sprintf("%s refused a login of %s: %s.", m.From, host(m.To), strings.TrimSpace(code+" "+m.Text)), e, codes.Meaning{})
}

// judgeTypes tells of a client that offers RC4 only.
func (c *Capture) judgeTypes(m ad.WireMessage) {
	for _, t := range m.ETypes {
		if t == ad.ETypeAES256 || t == ad.ETypeAES128 || t == 19 || t == 20 {
			return
		}
	}
	if len(m.ETypes) == 0 || m.Cut { // of a list that is cut off nobody knows the rest
		return
	}
	e := Event{At: m.At, Where: place(m), SPN: m.Service}
	c.b.finding("client-offers-no-aes", host(m.From), fmt.Sprintf("%s offers no AES: %s.", host(m.From), types(m.ETypes)), e, codes.Meaning{
		Causes: []string{"the policy or krb5.conf of the client leaves AES out, or the client is too old for it"},
		Next:   []string{"allow AES on the client: the account of the service is not the cause"}})
}

func (b *builder) setGuide(code, subject, guide string) {
	if i, ok := b.found[[2]string{code, subject}]; ok {
		b.story.Findings[i].Guide = guide
	}
}
