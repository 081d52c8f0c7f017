package filed

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"time"

	"adwalk/ad/lab/accept"
	"adwalk/ad/lab/tcpd"
	"adwalk/ad/mech"
)

// What a conversation may take: a message in bytes, messages, and time in all.
const (
	maxMessage  = 128 << 10
	maxMessages = 16
	lifetime    = 20 * time.Second
)

// The header of SMB2, its commands and the answers to them (MS-SMB2 2.2.1.2, MS-ERREF
// 2.3.1).
const (
	header       = 64
	negotiate    = 0
	sessionSetup = 1

	statusOK      = 0
	statusDenied  = 0xc000006d // STATUS_LOGON_FAILURE
	statusInvalid = 0xc000000d // STATUS_INVALID_PARAMETER
)

// Server serves connections.
type Server struct{ tcpd.Server }

// Serve answers the connections of one server until the context ends. Kerberos says
// whether it is offered beside NTLM, at the time of each negotiation.
func (s *Server) Serve(ctx context.Context, l net.Listener, a *accept.Acceptor, kerberos func() bool) {
	s.Server.Serve(ctx, l, func(conn net.Conn) {
		defer func() { _ = recover() }() // the decoders are not ours; a hostile token ends here
		_ = conn.SetDeadline(time.Now().Add(lifetime))
		talk(conn, a, kerberos())
	})
}

func talk(conn net.Conn, a *accept.Acceptor, kerberos bool) {
	for range maxMessages {
		m, err := read(conn)
		if err != nil {
			return
		}
		var status uint32
		var body []byte
		switch binary.LittleEndian.Uint16(m[12:]) {
		case negotiate:
			body = offer(kerberos)
		case sessionSetup:
			status, body = judge(a, buffer(m, 12), kerberos)
		default:
			status, body = statusInvalid, failure()
		}
		if write(conn, m, status, body) != nil {
			return
		}
	}
}

// read takes one message off the connection (MS-SMB2 2.1).
func read(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n < header || n > maxMessage {
		return nil, io.ErrUnexpectedEOF
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(b, []byte("\xfeSMB")) {
		return nil, io.ErrUnexpectedEOF
	}
	return b, nil
}

// write answers a message, whose header it takes over.
func write(w io.Writer, m []byte, status uint32, body []byte) error {
	le := binary.LittleEndian
	out := make([]byte, 4+header, 4+header+len(body))
	binary.BigEndian.PutUint32(out, uint32(header+len(body)))
	h := out[4:]
	copy(h, m[:header])
	le.PutUint32(h[8:], status)
	le.PutUint16(h[14:], 1) // credits
	le.PutUint32(h[16:], 1) // an answer
	le.PutUint32(h[20:], 0)
	le.PutUint64(h[40:], 1) // session
	_, err := w.Write(append(out, body...))
	return err
}

// offer answers a negotiation with SMB 3.0.2 (MS-SMB2 2.2.4).
func offer(kerberos bool) []byte {
	mechs := mech.NTLM.DER()
	if kerberos {
		mechs = append(append(mech.MSKerberos.DER(), mech.Kerberos.DER()...), mechs...)
	}
	token := der(0x60, mech.SPNEGO.DER(), der(0xa0, der(0x30, der(0xa0, der(0x30, mechs)))))
	b := make([]byte, 64)
	le := binary.LittleEndian
	le.PutUint16(b, 65)
	le.PutUint16(b[2:], 1) // signing is possible
	le.PutUint16(b[4:], 0x0302)
	for _, at := range []int{28, 32, 36} { // largest transfers
		le.PutUint32(b[at:], 1<<20)
	}
	le.PutUint16(b[56:], header+64)
	le.PutUint16(b[58:], uint16(len(token)))
	return append(b, token...)
}

// judge reads the ticket of a session setup. A key that does not open it is told by
// the status alone.
func judge(a *accept.Acceptor, token []byte, kerberos bool) (status uint32, body []byte) {
	ap, err := accept.ParseToken(token)
	if err != nil || !kerberos {
		return statusDenied, failure()
	}
	client, code := a.Accept(ap)
	if code != 0 {
		return statusDenied, failure()
	}
	reply, err := accept.Respond(accept.Accepted, accept.TokenAPRep, client.Reply)
	if err != nil {
		return statusDenied, failure()
	}
	b := make([]byte, 8) // 2.2.6
	binary.LittleEndian.PutUint16(b, 9)
	binary.LittleEndian.PutUint16(b[4:], header+8)
	binary.LittleEndian.PutUint16(b[6:], uint16(len(reply)))
	return statusOK, append(b, reply...)
}

// failure is the body of an error (MS-SMB2 2.2.2).
func failure() []byte { return []byte{9, 0, 0, 0, 0, 0, 0, 0, 0} }

// buffer is the part of a message whose offset and length stand at this place behind
// the header; nil where it is not inside.
func buffer(m []byte, at int) []byte {
	if len(m) < header+at+4 {
		return nil
	}
	off := int(binary.LittleEndian.Uint16(m[header+at:]))
	n := int(binary.LittleEndian.Uint16(m[header+at+2:]))
	if off < header || off+n > len(m) {
		return nil
	}
	return m[off : off+n]
}

// der puts a tag and a length before the parts.
func der(tag byte, parts ...[]byte) []byte {
	in := bytes.Join(parts, nil)
	if len(in) < 0x80 {
		return append([]byte{tag, byte(len(in))}, in...)
	}
	return append([]byte{tag, 0x82, byte(len(in) >> 8), byte(len(in))}, in...)
}
