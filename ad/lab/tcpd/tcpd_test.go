package tcpd

import (
	"context"
	"io"
	"net"
	"testing"
)

// Each connection is answered by itself and closed at its end; the end of the server closes
// those that are still open, and Wait returns after the last.
func TestServe(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var s Server
	s.Serve(ctx, l, func(c net.Conn) {
		b := make([]byte, 1)
		for {
			if _, err := c.Read(b); err != nil || b[0] == 'q' {
				return
			}
			_, _ = c.Write(b)
		}
	})
	dial := func() net.Conn {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	first, second := dial(), dial()
	defer first.Close()
	defer second.Close()
	b := make([]byte, 1)
	for _, c := range []net.Conn{second, first} {
		if _, err := c.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(c, b); err != nil || b[0] != 'x' {
			t.Errorf("%q %v", b, err)
		}
	}
	if _, err := first.Write([]byte("q")); err != nil {
		t.Fatal(err)
	}
	if _, err := first.Read(b); err != io.EOF {
		t.Errorf("a connection whose talk is over: %v", err)
	}
	stop()
	s.Wait()
	if _, err := second.Read(b); err == nil {
		t.Error("a connection outlived its server")
	}
	if c, err := net.Dial("tcp", l.Addr().String()); err == nil {
		c.Close()
		t.Error("the server still listens")
	}
}
