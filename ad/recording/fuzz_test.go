package recording

import (
	"bytes"
	"context"
	"testing"
)

func FuzzCapture(f *testing.F) {
	var buf bytes.Buffer
	m := newMade(&buf)
	m.udp("10.0.0.2:88", "10.0.0.1:9", notUnderstood("http/a", "EXAMPLE.TEST"))
	m.tcp("10.0.0.1:9", "10.0.0.2:445", sessionSetup(spnego(gssAPReq("fs"))))
	f.Add(buf.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		Read(context.Background(), bytes.NewReader(b), func(Message) error { return nil })
	})
}

func FuzzToken(f *testing.F) {
	f.Add(spnego(gssAPReq("fs")))
	f.Add(notUnderstood("http/a", "EXAMPLE.TEST"))
	f.Add([]byte("NTLMSSP\x00\x03\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		token(b)
		kpasswd(b)
	})
}

// FuzzStream feeds both directions of a connection in small pieces.
func FuzzStream(f *testing.F) {
	f.Add(uint16(88), prefixed(notUnderstood("http/a", "EXAMPLE.TEST")), 7)
	f.Add(uint16(445), sessionSetup(spnego(gssAPReq("fs"))), 13)
	f.Add(uint16(80), []byte("HTTP/1.1 401 no\r\nWWW-Authenticate: Negotiate\r\n\r\n"), 5)
	f.Add(uint16(9999), gssAPReq("db"), 3)
	f.Fuzz(func(t *testing.T, port uint16, b []byte, piece int) {
		if piece <= 0 {
			piece = 1
		}
		r := &Reader{give: func(Message) error { return nil }}
		c := &conn{r: r, port: port}
		c.init()
		for len(b) > 0 {
			n := min(piece, len(b))
			c.up.write(b[:n])
			c.down.write(b[:n])
			b = b[n:]
		}
		if len(c.up.buf) > 2*maxFrame || len(c.down.buf) > 2*maxFrame {
			t.Errorf("%d and %d bytes are kept", len(c.up.buf), len(c.down.buf))
		}
	})
}
