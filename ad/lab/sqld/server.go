package sqld

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"time"
	"unicode/utf16"
)

// What a conversation may take: a message in bytes, and time in all.
const (
	maxMessage = 256 << 10
	lifetime   = 20 * time.Second
)

// Types of packets, and the size of their header and of a whole one (MS-TDS 2.2.3.1).
const (
	packetAnswer   = 0x04
	packetLogin    = 0x10
	packetPreLogin = 0x12
	packetHeader   = 8
	packetSize     = 4096
)

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
type Server struct{ wg sync.WaitGroup }

// Serve answers the connections of one server until the context ends.
func (s *Server) Serve(ctx context.Context, l net.Listener, c Config) {
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	s.wg.Go(func() {
		defer stop()
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.wg.Go(func() {
				defer conn.Close()
				defer func() { _ = recover() }() // the decoders are not ours; a hostile token ends here
				defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
				_ = conn.SetDeadline(time.Now().Add(lifetime))
				c.talk(conn)
			})
		}
	})
}

// Wait returns when nothing is served any more.
func (s *Server) Wait() { s.wg.Wait() }

func (c Config) talk(conn net.Conn) {
	if _, err := read(conn, packetPreLogin); err != nil {
		return
	}
	hello := []byte{0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 0x10, 0x18, 0, 0, byte(c.Encryption)}
	if write(conn, packetAnswer, hello) != nil {
		return
	}
	in, out := conn, conn
	if c.Encryption != EncryptNone {
		inner := &handshake{Conn: conn}
		secure := tls.Server(inner, c.TLS)
		if secure.Handshake() != nil {
			return
		}
		inner.over = true
		if in = secure; c.Encryption != EncryptLogin {
			out = secure
		}
	}
	login, err := read(in, packetLogin)
	if err != nil {
		return
	}
	_ = write(out, packetAnswer, c.Login(tokenOf(login)))
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

// write sends a message in packets.
func write(w io.Writer, kind byte, body []byte) error {
	var out []byte
	for first := true; first || len(body) > 0; first = false {
		part := body[:min(len(body), packetSize-packetHeader)]
		body = body[len(part):]
		last := byte(0)
		if len(body) == 0 {
			last = 1
		}
		n := packetHeader + len(part)
		out = append(append(out, kind, last, byte(n>>8), byte(n), 0, 0, 1, 0), part...)
	}
	_, err := w.Write(out)
	return err
}

// read takes a message of a kind off the connection.
func read(r io.Reader, kind byte) ([]byte, error) {
	var out []byte
	for {
		var head [packetHeader]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil, err
		}
		n := int(binary.BigEndian.Uint16(head[2:])) - packetHeader
		if head[0] != kind || n < 0 || len(out)+n > maxMessage {
			return nil, io.ErrUnexpectedEOF
		}
		part := make([]byte, n)
		if _, err := io.ReadFull(r, part); err != nil {
			return nil, err
		}
		if out = append(out, part...); head[1]&1 == 1 {
			return out, nil
		}
	}
}

// handshake carries TLS in packets of PRELOGIN until its handshake is over (MS-TDS
// 3.3.5.2).
type handshake struct {
	net.Conn
	over bool
	left bytes.Reader
}

func (h *handshake) Write(b []byte) (int, error) {
	if h.over {
		return h.Conn.Write(b)
	}
	if err := write(h.Conn, packetPreLogin, b); err != nil {
		return 0, err
	}
	return len(b), nil
}

func (h *handshake) Read(b []byte) (int, error) {
	if h.left.Len() == 0 {
		if h.over {
			return h.Conn.Read(b)
		}
		m, err := read(h.Conn, packetPreLogin)
		if err != nil {
			return 0, err
		}
		h.left.Reset(m)
	}
	return h.left.Read(b)
}
