package recording

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"strings"
)

// splitLine cuts text protocols into lines; a line without an end is passed over in
// pieces.
func splitLine(_ *half, b []byte) (total, want int) {
	i := bytes.IndexByte(b, '\n')
	switch {
	case i >= 0:
		return i + 1, i + 1
	case len(b) > maxFrame/2:
		return len(b), len(b)
	}
	return 0, 0
}

// httpLine reads start lines and the headers that carry a login (RFC 4559). Bodies
// are lines too: nothing in them begins like these.
func (c *conn) httpLine(h *half, b []byte) {
	b = bytes.TrimRight(b, "\r\n")
	if len(b) == 0 {
		if !h.fromClient {
			c.headersEnd(h)
		}
		return
	}
	if h.fromClient {
		if rest, ok := bytes.CutSuffix(b, []byte(" HTTP/1.1")); ok || bytes.HasSuffix(b, []byte(" HTTP/1.0")) {
			rest = bytes.TrimSuffix(rest, []byte(" HTTP/1.0"))
			method, path, _ := strings.Cut(clip(rest), " ")
			path, _, _ = strings.Cut(path, "?") // a query may hold anything
			c.request = HTTP{Method: method, Path: path}
			return
		}
	} else if bytes.HasPrefix(b, []byte("HTTP/1.")) && len(b) >= 12 {
		status, _ := strconv.Atoi(string(b[9:12]))
		c.answer = c.request
		c.answer.Status, c.answer.Schemes = status, nil
		return
	}
	name, value, ok := bytes.Cut(b, []byte(":"))
	if !ok || len(name) > 24 {
		return
	}
	value = bytes.TrimSpace(value)
	switch strings.ToLower(string(name)) {
	case "host":
		if h.fromClient {
			c.request.Host = clip(value)
		}
	case "authorization", "proxy-authorization":
		c.request.Proxy = len(name) > 13
		c.asked = true
		c.credentials(h, value, c.request)
	case "www-authenticate", "proxy-authenticate":
		scheme, _, _ := strings.Cut(clip(value), " ")
		c.answer.Proxy = strings.HasPrefix(strings.ToLower(string(name)), "proxy")
		if len(c.answer.Schemes) < 8 {
			c.answer.Schemes = append(c.answer.Schemes, scheme)
		}
		c.credentials(h, value, c.answer)
	case "persistent-auth", "authentication-info":
		c.credentials(h, value, c.answer)
	}
}

// headersEnd tells of an answer that belongs to a login: it asks for one, refuses
// one or accepts one.
func (c *conn) headersEnd(h *half) {
	a := c.answer
	c.answer = HTTP{}
	if a.Status == 0 || len(a.Schemes) == 0 && !c.asked && a.Status != 401 && a.Status != 407 {
		return
	}
	c.asked = false
	c.emit(h, Message{Kind: HTTPAnswer, HTTP: &a})
}

// credentials reads "Negotiate <base64>" and "NTLM <base64>".
func (c *conn) credentials(h *half, value []byte, around HTTP) {
	scheme, rest, ok := bytes.Cut(value, []byte(" "))
	if !ok || !bytes.EqualFold(scheme, []byte("negotiate")) && !bytes.EqualFold(scheme, []byte("ntlm")) && !bytes.EqualFold(scheme, []byte("kerberos")) {
		return
	}
	for _, m := range token(unbase64(rest)) {
		x := around
		x.Schemes = nil
		m.HTTP = &x
		c.emit(h, m)
	}
}

// textLine reads SMTP, IMAP and POP: a base64 token alone on its line or behind
// AUTH, and the reply to it.
func (c *conn) textLine(h *half, b []byte) {
	b = bytes.TrimSpace(b)
	words := bytes.Fields(b[:min(len(b), maxFrame/2)])
	if len(words) == 0 || len(words) > 4 && h.fromClient {
		return
	}
	last := words[len(words)-1]
	if len(last) >= 40 {
		found := token(unbase64(last))
		for _, m := range found {
			c.emit(h, m)
		}
		if len(found) > 0 {
			c.asked = c.asked || h.fromClient
			return
		}
	}
	if !h.fromClient && c.asked && len(b) >= 4 && b[0] >= '2' && b[0] <= '5' && b[3] == ' ' {
		code, err := strconv.Atoi(string(b[:3]))
		if err == nil && code != 334 {
			c.asked = false
			c.emit(h, Message{Kind: SMTPAnswer, Status: uint32(code), Text: clip(b[4:])})
		}
	}
}

func unbase64(b []byte) []byte {
	b = bytes.TrimRight(bytes.TrimSpace(b), "=")
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(b)))
	n, _ := base64.RawStdEncoding.Decode(out, b) // as far as it is base64
	return out[:n]
}
