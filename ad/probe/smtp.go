package probe

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"net"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/trace"
)

// Bounds of a mail server's replies (RFC 5321 4.5.3.1.5 asks for far less).
const (
	maxReplyLine  = 16 << 10
	maxReplyLines = 128
)

// reply is an SMTP reply: its code and the text of each line.
type reply struct {
	code  int
	lines []string
}

func (r reply) text() string { return clip(strings.Join(r.lines, " ")) }

// mail is a conversation with a mail server.
type mail struct {
	conn net.Conn
	in   *bufio.Reader
}

func newMail(conn net.Conn) *mail {
	return &mail{conn: conn, in: bufio.NewReaderSize(conn, maxReplyLine)}
}

var errReply = errors.New("not a reply of a mail server")

// read takes one reply, which may have several lines.
func (m *mail) read() (reply, error) {
	var r reply
	for range maxReplyLines {
		line, err := m.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return r, errReply
		}
		if err != nil {
			return r, err
		}
		code, rest, more, ok := parseReplyLine(string(line))
		if !ok || r.code != 0 && code != r.code {
			return r, errReply
		}
		r.code, r.lines = code, append(r.lines, rest)
		if !more {
			return r, nil
		}
	}
	return r, errReply
}

// parseReplyLine takes "250-SIZE 100\r\n" apart (RFC 5321 4.2).
func parseReplyLine(line string) (code int, rest string, more, ok bool) {
	line = strings.TrimRight(line, "\r\n")
	if len(line) < 3 {
		return 0, "", false, false
	}
	for _, c := range []byte(line[:3]) {
		if c < '0' || c > '9' {
			return 0, "", false, false
		}
		code = code*10 + int(c-'0')
	}
	if code < 200 || code > 599 {
		return 0, "", false, false
	}
	if len(line) == 3 {
		return code, "", false, true
	}
	if line[3] != ' ' && line[3] != '-' {
		return 0, "", false, false
	}
	return code, line[4:], line[3] == '-', true
}

// say sends a line and reads the reply.
func (m *mail) say(line string) (reply, error) {
	if _, err := m.conn.Write([]byte(line + "\r\n")); err != nil {
		return reply{}, err
	}
	return m.read()
}

// mechanisms lists what AUTH offers (RFC 4954 3), also in the old spelling.
func mechanisms(ehlo reply) []string {
	var out []string
	for _, l := range ehlo.lines {
		word, rest, _ := strings.Cut(strings.ReplaceAll(l, "=", " "), " ")
		if !strings.EqualFold(word, "AUTH") {
			continue
		}
		for _, m := range strings.Fields(rest) {
			if !slices.Contains(out, strings.ToUpper(m)) && len(out) < maxChallenges {
				out = append(out, strings.ToUpper(m))
			}
		}
	}
	return out
}

func offers(ehlo reply, extension string) bool {
	return slices.ContainsFunc(ehlo.lines, func(l string) bool {
		word, _, _ := strings.Cut(l, " ")
		return strings.EqualFold(word, extension)
	})
}

func mailService() service {
	return service{scheme: "smtp", port: "25", class: "SMTPSVC", takes: []string{"smtpsvc", "smtp"}, protocol: "SMTP", ask: (*attempt).smtp}
}

// smtp greets the server, turns TLS on where it is offered, and begins AUTH
// GSSAPI (RFC 4954, RFC 4752).
func (a *attempt) smtp(ctx context.Context) {
	x := a.begin(trace.SMTP, "EHLO, STARTTLS, AUTH GSSAPI with a ticket for "+a.result.SPN, "openssl s_client -starttls smtp -crlf -connect "+ad.ShellQuote(a.result.Address))
	a.converse(ctx, x, a.talk)
}

func (a *attempt) talk(ctx context.Context, conn net.Conn) error {
	m := newMail(conn)
	greeting, err := m.read()
	if err != nil {
		return err
	}
	a.result.Status, a.result.Text = greeting.code, greeting.text()
	if greeting.code != 220 {
		a.result.Outcome = ad.ProbeOther
		return nil
	}
	ehlo, err := m.say("EHLO adwalk.invalid")
	if err != nil {
		return err
	}
	clear := mechanisms(ehlo) // what is offered without protection
	if offers(ehlo, "STARTTLS") {
		if r, err := m.say("STARTTLS"); err != nil {
			return err
		} else if r.code == 220 {
			secure, err := a.protect(ctx, conn)
			if err != nil {
				return err
			}
			m = newMail(secure)
			if ehlo, err = m.say("EHLO adwalk.invalid"); err != nil {
				return err
			}
		}
	}
	a.result.Offered = mechanisms(ehlo)
	a.result.Status, a.result.Text = ehlo.code, ""
	a.result.PasswordInClear = slices.Contains(clear, "LOGIN") || slices.Contains(clear, "PLAIN")
	switch {
	case ehlo.code != 250:
		a.result.Outcome, a.result.Text = ad.ProbeOther, ehlo.text()
	case slices.Contains(a.result.Offered, "GSSAPI"):
		return a.authenticate(ctx, m)
	case len(a.result.Offered) == 0:
		a.result.Outcome = ad.ProbeOpen
	case slices.Contains(a.result.Offered, "NTLM"):
		a.result.Outcome = ad.ProbeNTLMOnly
	default:
		a.result.Outcome = ad.ProbeNoNegotiate
	}
	_, _ = m.say("QUIT")
	return nil
}

// authenticate shows the ticket and breaks off when it is judged. The token
// goes on a line of its own: a command line would be too short for it.
func (a *attempt) authenticate(ctx context.Context, m *mail) error {
	x := a.apReq(ctx, krb.GSSMutual|krb.GSSReplay|krb.GSSSequence|krb.GSSConf|krb.GSSIntegrity, nil)
	if x == nil {
		_, _ = m.say("QUIT")
		return nil
	}
	r, err := m.say("AUTH GSSAPI")
	if err == nil && r.code == 334 {
		r, err = m.say(base64.StdEncoding.EncodeToString(x.GSSToken()))
	}
	if err != nil {
		return err
	}
	a.result.Status, a.result.Text = r.code, r.text()
	if r.code != 334 && r.code != 235 {
		a.judge(x, nil, false)
		_, _ = m.say("QUIT")
		return nil
	}
	a.result.Text = ""
	token, err := decodeToken(strings.Join(r.lines, ""))
	if err != nil {
		return errReply
	}
	a.judge(x, token, true)
	_, _ = m.say("*") // the rest of the exchange would log us in
	return nil
}
