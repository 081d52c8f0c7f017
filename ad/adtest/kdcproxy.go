package adtest

import (
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"net"
	"sync"
	"testing"
)

// KDCProxy stands before a KDC and counts what is asked, by the application tag of the
// request (RFC 4120 5.10).
type KDCProxy struct {
	Addr string

	mu   sync.Mutex
	seen map[string]int
}

// NewKDCProxy starts a proxy before the KDC at host:port.
func NewKDCProxy(t testing.TB, kdc string) *KDCProxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &KDCProxy{Addr: l.Addr().String(), seen: map[string]int{}}
	udp, err := net.ListenPacket("udp", p.Addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close(); _ = udp.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c, kdc)
		}
	}()
	go func() {
		buf := make([]byte, 64<<10)
		for {
			n, from, err := udp.ReadFrom(buf)
			if err != nil {
				return
			}
			p.note(buf[:n])
			go relay(udp, from, append([]byte(nil), buf[:n]...), kdc)
		}
	}()
	return p
}

// relay asks the KDC over UDP and passes its answer on.
func relay(udp net.PacketConn, from net.Addr, request []byte, kdc string) {
	c, err := net.Dial("udp", kdc)
	if err != nil {
		return
	}
	defer c.Close()
	if _, err := c.Write(request); err != nil {
		return
	}
	buf := make([]byte, 64<<10)
	if n, err := c.Read(buf); err == nil {
		_, _ = udp.WriteTo(buf[:n], from)
	}
}

func (p *KDCProxy) note(b []byte) {
	name := "empty"
	if len(b) > 0 {
		switch b[0] {
		case 0x6a:
			name = "AS-REQ"
		case 0x6c:
			name = "TGS-REQ"
		default:
			name = fmt.Sprintf("0x%02x", b[0])
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen[name]++
}

// Seen counts the requests by kind.
func (p *KDCProxy) Seen() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.seen)
}

func (p *KDCProxy) serve(client net.Conn, kdc string) {
	defer client.Close()
	server, err := net.Dial("tcp", kdc)
	if err != nil {
		return
	}
	defer server.Close()
	go func() { _, _ = io.Copy(client, server); _ = client.Close() }()
	for {
		var head [4]byte
		if _, err := io.ReadFull(client, head[:]); err != nil {
			return
		}
		body := make([]byte, min(binary.BigEndian.Uint32(head[:]), 1<<20))
		if _, err := io.ReadFull(client, body); err != nil {
			return
		}
		p.note(body)
		if _, err := server.Write(append(head[:], body...)); err != nil {
			return
		}
	}
}
