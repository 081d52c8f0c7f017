package recording

import (
	"bytes"
	"encoding/binary"
)

// carrier is the protocol around the tokens.
type carrier int

const (
	unknownCarrier carrier = iota
	kdcCarrier
	kpasswdCarrier
	ldapCarrier
	smbCarrier
	rpcCarrier
	httpCarrier
	textCarrier // SMTP, IMAP, POP: lines with base64
	anyCarrier  // whatever holds a Kerberos token in the clear
)

var carrierNames = map[carrier]string{
	kdcCarrier: "KDC/TCP", kpasswdCarrier: "kpasswd", ldapCarrier: "LDAP", smbCarrier: "SMB2",
	rpcCarrier: "DCE/RPC", httpCarrier: "HTTP", textCarrier: "SMTP", anyCarrier: "TCP",
}

// conn is a TCP connection. Both halves speak the same protocol.
type conn struct {
	r              *Reader
	client, server string // address:port
	port           uint16 // of the server
	kind           carrier
	up, down       half
	request        HTTP // the last request line and host of an HTTP connection
	answer         HTTP // the status line that is being read
	sealed         bool // SMB went on encrypted
	asked          bool // a login was offered: the next status belongs to it
	cutting        bool // of the frame that is read the capture holds the beginning only
}

func (c *conn) init() {
	c.up = half{conn: c, fromClient: true}
	c.down = half{conn: c}
	switch c.port {
	case 88:
		c.kind = kdcCarrier
	case 464:
		c.kind = kpasswdCarrier
	case 389, 3268:
		c.kind = ldapCarrier
	case 139, 445:
		c.kind = smbCarrier
	case 25, 587, 2525, 110, 143:
		c.kind = textCarrier
	}
}

// sniff chooses how to cut a stream by its port or, where that says nothing, by its
// first bytes; nil asks for more of them.
func (c *conn) sniff(h *half, b []byte) splitter {
	if c.kind == unknownCarrier {
		if len(b) < 8 {
			return nil
		}
		if tls(b) {
			c.r.sum.Encrypted++
			c.up.deaf, c.down.deaf = true, true
			return nil
		}
		c.kind = guess(b)
	}
	switch c.kind {
	case kdcCarrier, kpasswdCarrier:
		return splitLength
	case ldapCarrier:
		return splitLDAP
	case smbCarrier:
		return splitNetBIOS
	case rpcCarrier:
		return splitRPC
	case httpCarrier, textCarrier:
		return splitLine
	}
	return splitAny
}

var httpStarts = [][]byte{[]byte("GET "), []byte("POST "), []byte("HEAD "), []byte("PUT "), []byte("OPTIONS "), []byte("CONNECT "),
	[]byte("HTTP/1."), []byte("PROPFIND "), []byte("DELETE "), []byte("PATCH "), []byte("RPC_IN_D"), []byte("RPC_OUT_"), []byte("MAPI "), []byte("SUBSCRIB"), []byte("REPORT ")}

func guess(b []byte) carrier {
	for _, s := range httpStarts {
		if bytes.HasPrefix(b, s) {
			return httpCarrier
		}
	}
	switch {
	case b[0] == 5 && b[1] == 0 && (b[2] == rpcBind || b[2] == rpcAlter || b[2] == rpcBindAck || b[2] == rpcAlterAck):
		return rpcCarrier
	case b[0] == 0 && (bytes.Equal(b[4:8], []byte("\xfeSMB")) || bytes.Equal(b[4:8], []byte("\xffSMB"))):
		return smbCarrier
	case b[0] == 0 && b[1] == 0 && kerberosKinds[b[4]] != "" && plausibleLength(b):
		return kdcCarrier
	case bytes.HasPrefix(b, []byte("220 ")) || bytes.HasPrefix(b, []byte("220-")) || bytes.HasPrefix(b, []byte("* OK")) || bytes.HasPrefix(b, []byte("+OK")):
		return textCarrier
	}
	return anyCarrier
}

// tls says whether a stream begins with a handshake record (RFC 8446 5.1).
func tls(b []byte) bool { return b[0] == 0x16 && b[1] == 3 }

// plausibleLength holds the length before a Kerberos message on TCP (RFC 4120
// 7.2.2) against the message's own.
func plausibleLength(b []byte) bool {
	n, head, ok := berLength(b[4:])
	return ok && n+head == int(binary.BigEndian.Uint32(b))
}

// frame reads one frame.
func (c *conn) frame(h *half, b []byte) {
	switch c.kind {
	case kdcCarrier:
		if m, ok := kerberos(b[4:]); ok {
			c.emit(h, m)
		}
	case kpasswdCarrier:
		for _, m := range kpasswd(b[4:]) {
			c.emit(h, m)
		}
	case ldapCarrier:
		c.ldap(h, b)
	case smbCarrier:
		c.smb(h, b)
	case rpcCarrier:
		c.rpc(h, b)
	case httpCarrier:
		c.httpLine(h, b)
	case textCarrier:
		c.textLine(h, b)
	default:
		for _, m := range token(b) {
			c.emit(h, m)
		}
	}
}

// emit sends a message on, with its place.
func (c *conn) emit(h *half, m Message) {
	m.From, m.To = c.client, c.server
	if !h.fromClient {
		m.From, m.To = c.server, c.client
	}
	if m.Carrier == "" {
		m.Carrier = carrierNames[c.kind]
	}
	m.Cut = m.Cut || c.cutting
	c.r.emit(m)
}

// splitLength cuts Kerberos on TCP: four bytes of length (RFC 4120 7.2.2).
func splitLength(_ *half, b []byte) (total, want int) {
	if len(b) < 4 {
		return 0, 0
	}
	n := int(binary.BigEndian.Uint32(b)) + 4
	if n <= 4 || n > 16<<20 {
		return -1, 0
	}
	return n, min(n, maxFrame)
}

// kpasswd reads a message of the password protocol (RFC 3244 2): length, version,
// length of the AP message, that message, and a KRB-PRIV or KRB-ERROR.
func kpasswd(b []byte) []Message {
	if len(b) < 6 {
		return nil
	}
	n := int(binary.BigEndian.Uint16(b[4:]))
	b = b[6:]
	var out []Message
	if n > 0 && n <= len(b) {
		if m, ok := kerberos(b[:n]); ok {
			out = append(out, m)
		}
		b = b[n:]
	}
	if m, ok := kerberos(b); ok {
		out = append(out, m)
	}
	return out
}
