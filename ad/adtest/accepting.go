package adtest

import (
	"encoding/binary"
	"io"
	"net"
	"testing"
)

// Accepting is a server whose behaviour a test writes itself: each connection
// to the address goes to f, in a goroutine of its own, and is closed when f
// returns. The result is the address that it listens on; it does until the test
// ends.
func Accepting(t testing.TB, network, address string, f func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				f(c)
			}()
		}
	}()
	return l.Addr().String()
}

// EachFrame reads requests that follow their length in four bytes, as Kerberos
// on TCP (RFC 4120, 7.2.2) and cache daemons send them, until f says that it
// has had enough or the connection ends.
func EachFrame(c net.Conn, f func(request []byte) (more bool)) {
	for {
		var head [4]byte
		if _, err := io.ReadFull(c, head[:]); err != nil {
			return
		}
		request := make([]byte, binary.BigEndian.Uint32(head[:]))
		if _, err := io.ReadFull(c, request); err != nil || !f(request) {
			return
		}
	}
}

// Frame puts a message's length before it.
func Frame(b []byte) []byte { return append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...) }
