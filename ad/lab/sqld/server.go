package sqld

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"net"
	"time"
	"unicode/utf16"

	"adwalk/ad/lab/tcpd"
	"adwalk/ad/tds"
)

// lifetime is what a conversation may take in all.
const lifetime = 20 * time.Second

// Encryption is how much of a conversation a server encrypts (MS-TDS 2.2.6.5).
type Encryption byte

// The values that a server gives.
const (
	EncryptLogin Encryption = 0
	EncryptAll   Encryption = 1
	EncryptNone  Encryption = 2
	EncryptMust  Encryption = 3
)

// Config is one SQL Server.
type Config struct {
	Encryption Encryption
	TLS        *tls.Config // nil with EncryptNone
	// Login answers the SSPI token of a login with tokens: Accepts, SSPI, Error.
	Login func(token []byte) []byte
}

// Server serves connections.
type Server struct{ tcpd.Server }

// Serve answers the connections of one server until the context ends.
func (s *Server) Serve(ctx context.Context, l net.Listener, c Config) {
	s.Server.Serve(ctx, l, func(conn net.Conn) {
		defer func() { _ = recover() }() // the decoders are not ours; a hostile token ends here
		_ = conn.SetDeadline(time.Now().Add(lifetime))
		c.talk(conn)
	})
}

func (c Config) talk(conn net.Conn) {
	if _, err := tds.Read(conn, tds.PreLogin); err != nil {
		return
	}
	hello := []byte{0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 0x10, 0x18, 0, 0, byte(c.Encryption)}
	if tds.Write(conn, tds.Answer, hello) != nil {
		return
	}
	in, out := conn, conn
	if c.Encryption != EncryptNone {
		inner := tds.NewHandshake(conn, tds.PreLogin)
		secure := tls.Server(inner, c.TLS)
		if secure.Handshake() != nil {
			return
		}
		inner.Over()
		if in = secure; c.Encryption != EncryptLogin {
			out = secure
		}
	}
	login, err := tds.Read(in, tds.Login)
	if err != nil {
		return
	}
	_ = tds.Write(out, tds.Answer, c.Login(tokenOf(login)))
}

// tokenOf finds the SSPI data of a LOGIN7 (MS-TDS 2.2.6.4), nil where there is none.
func tokenOf(login []byte) []byte {
	const flags2, sspi = 25, 78
	if len(login) < sspi+4 || login[flags2]&0x80 == 0 {
		return nil
	}
	at, n := int(binary.LittleEndian.Uint16(login[sspi:])), int(binary.LittleEndian.Uint16(login[sspi+2:]))
	if at+n > len(login) {
		return nil
	}
	return login[at : at+n]
}

// SSPI is an answer with a token of the server (MS-TDS 2.2.7.22).
func SSPI(token []byte) []byte { return append(stream(0xed, token), done()...) }

// Error is a refusal (MS-TDS 2.2.7.10).
func Error(number uint32, text string) []byte {
	units := utf16.Encode([]rune(text))
	b := append(binary.LittleEndian.AppendUint32(nil, number), 1, 14)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(units)))
	for _, u := range units {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return append(stream(0xaa, append(b, 0, 0, 1, 0, 0, 0)), done()...)
}

func done() []byte { return append([]byte{0xfd}, make([]byte, 12)...) }

func stream(kind byte, body []byte) []byte {
	return append(binary.LittleEndian.AppendUint16([]byte{kind}, uint16(len(body))), body...)
}
