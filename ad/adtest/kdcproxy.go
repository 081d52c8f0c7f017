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

	mu    sync.Mutex
	seen  map[string]int
	asked int
	lie   func(kind string, n int) KDCLie
}

// KDCLie is what a client gets instead of the KDC's answer to a request: over TCP on the
// connection itself, which is closed afterwards; over UDP each write is a datagram, and
// there is nothing to read.
type KDCLie func(c io.ReadWriter, request []byte)

// Lie sets what is done to requests: it is called with the kind of each and how many
// came before. nil, or a nil lie, passes on.
func (p *KDCProxy) Lie(lie func(kind string, n int) KDCLie) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lie, p.asked = lie, 0
	clear(p.seen)
}

// datagrams answers one client over UDP.
type datagrams struct {
	udp net.PacketConn
	to  net.Addr
}

func (d datagrams) Write(b []byte) (int, error) { return d.udp.WriteTo(b[:min(len(b), 60_000)], d.to) }
func (d datagrams) Read([]byte) (int, error)    { return 0, io.EOF }

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
			if lie := p.note(buf[:n]); lie != nil {
				go lie(datagrams{udp, from}, append([]byte(nil), buf[:n]...))
				continue
			}
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

// note counts a request and says what to do with it.
func (p *KDCProxy) note(b []byte) KDCLie {
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
	p.asked++
	if p.lie == nil {
		return nil
	}
	return p.lie(name, p.asked-1)
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
		if lie := p.note(body); lie != nil {
			lie(client, body)
			return
		}
		if _, err := server.Write(append(head[:], body...)); err != nil {
			return
		}
	}
}
