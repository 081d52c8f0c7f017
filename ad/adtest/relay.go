package adtest

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Relay stands before a domain controller until it vanishes: every connection
// breaks and nothing listens any more.
type Relay struct {
	listener net.Listener
	budget   atomic.Int64 // bytes from the server until it vanishes
	mu       sync.Mutex
	conns    []net.Conn
	gone     bool
}

// NewRelay listens in front of a server, host:port.
func NewRelay(t *testing.T, addr string) *Relay {
	t.Helper()
	return NewRelayAt(t, "127.0.0.1:0", addr)
}

// NewRelayAt listens at an address of its own, host:port, in front of a server.
func NewRelayAt(t *testing.T, at, addr string) *Relay {
	t.Helper()
	l, err := net.Listen("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	r := &Relay{listener: l}
	r.budget.Store(1 << 60)
	t.Cleanup(r.Vanish)
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", addr)
			if err != nil || !r.keep(client, server) {
				_ = client.Close()
				continue
			}
			go func() { _, _ = io.Copy(server, client) }()
			go func() {
				buf := make([]byte, 512)
				for {
					n, err := server.Read(buf)
					if r.budget.Add(int64(-n)) < 0 {
						r.Vanish()
					}
					if _, werr := client.Write(buf[:n]); err != nil || werr != nil {
						return
					}
				}
			}()
		}
	}()
	return r
}

func (r *Relay) keep(conns ...net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.conns = append(r.conns, conns...)
	return !r.gone
}

// Vanish breaks every connection; none is accepted from then on.
func (r *Relay) Vanish() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.gone = true
	_ = r.listener.Close()
	for _, c := range r.conns {
		_ = c.Close()
	}
}

// Addr is where the relay listens.
func (r *Relay) Addr() string { return r.listener.Addr().String() }

// VanishAfter makes it vanish after so many more bytes from the server.
func (r *Relay) VanishAfter(bytes int64) { r.budget.Store(bytes) }
