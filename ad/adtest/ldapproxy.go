package adtest

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"maps"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"adwalk/ad/directory/wire"
)

// LDAPOperations are the operations (RFC 4511 4.2 to 4.12) by the tag of their request.
var LDAPOperations = map[byte]string{0x60: "bind", 0x42: "unbind", 0x63: "search", 0x66: "modify", 0x68: "add", 0x4a: "delete", 0x6c: "modifyDN", 0x6e: "compare", 0x50: "abandon", 0x77: "extended"}

// LDAPFault is what a proxy does to one request. The zero value passes it on.
type LDAPFault struct {
	Drop   bool   // the server never sees the request
	Silent bool   // no answer to this request reaches the client
	Code   int    // answer with this result code instead of the server's
	Text   string // of that answer
	Notice bool   // answer with a notice of disconnection (RFC 4511 4.4.1)
	ID     int32  // added to the message id of the answer
	Raw    []byte // answer with these bytes instead
	// Stream writes what the client gets instead of an answer to the message id, until
	// a write fails. It goes with Drop.
	Stream func(w io.Writer, id int32)
	Half   bool // only the first half of the answer is passed on, then the connection ends
	Cut    bool // the connection ends instead of the answer
	Closed bool // from now on nobody is let in any more
}

// answers says whether the client gets anything but the server's own answer.
func (f LDAPFault) answers() bool { return f.Code != 0 || f.Notice || f.Raw != nil || f.Stream != nil }

// LDAPProxy stands between a client and a domain controller, decodes every message and
// does what a test wants with it.
type LDAPProxy struct {
	URL    string // ldaps://
	CAFile string

	t      testing.TB
	server string
	pool   *x509.CertPool
	mu     sync.Mutex
	seen   map[string]int
	fault  func(op string, n int) LDAPFault
	closed bool
	open   map[net.Conn]bool
	idle   sync.Cond
	serves int // connections under way
}

// Idle waits until every connection has ended and the server has answered each change
// that reached it.
func (p *LDAPProxy) Idle() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.serves > 0 {
		p.idle.Wait()
	}
}

// serving counts connections under way. A wait group would not do: Idle may be called
// while another connection comes.
func (p *LDAPProxy) serving(more int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.serves += more
	p.idle.Broadcast()
}

// NewLDAPProxy starts a proxy before an ldaps:// server whose certificate caFile has
// signed.
func NewLDAPProxy(t testing.TB, server, caFile string) *LDAPProxy {
	t.Helper()
	own, err := ca()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := own.issue(dir, "127.0.0.1", "localhost"); err != nil {
		t.Fatal(err)
	}
	cert, err := tls.LoadX509KeyPair(filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := os.ReadFile(caFile)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	if u.Port() == "" {
		u.Host += ":636"
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	if err != nil {
		t.Fatal(err)
	}
	p := &LDAPProxy{URL: "ldaps://" + l.Addr().String(), CAFile: filepath.Join(dir, "ca.pem"), t: t, server: u.Host, pool: x509.NewCertPool(), seen: map[string]int{}, open: map[net.Conn]bool{}}
	p.idle.L = &p.mu
	p.pool.AppendCertsFromPEM(signed)
	accepting := make(chan struct{})
	t.Cleanup(func() { _ = l.Close(); <-accepting; p.cutAll() })
	go func() {
		defer close(accepting)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			p.serving(1)
			go func() {
				defer p.serving(-1)
				p.serve(c)
			}()
		}
	}()
	return p
}

// Set changes what is done to requests: fault is called with the operation and how
// many of its kind came before. nil passes everything on, and lets clients in again.
func (p *LDAPProxy) Set(fault func(op string, n int) LDAPFault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fault, p.closed = fault, false
	clear(p.seen)
}

// Seen counts the requests by operation since Set.
func (p *LDAPProxy) Seen() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.seen)
}

func (p *LDAPProxy) cutAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.open {
		_ = c.Close()
	}
}

// note counts a request and says what to do with it.
func (p *LDAPProxy) note(m wire.Message) LDAPFault {
	p.mu.Lock()
	defer p.mu.Unlock()
	name := LDAPOperations[m.Op]
	switch name {
	case "":
		name = fmt.Sprintf("unknown 0x%02x", m.Op)
	case "extended":
		body := wire.Reader(m.Body)
		if oid, err := body.Expect(0x80); err == nil {
			name += " " + string(oid)
		}
	}
	n := p.seen[name]
	p.seen[name]++
	if p.fault == nil {
		return LDAPFault{}
	}
	f := p.fault(name, n)
	p.closed = p.closed || f.Closed
	return f
}

func (p *LDAPProxy) serve(client net.Conn) {
	defer client.Close()
	p.mu.Lock()
	closed := p.closed
	p.open[client] = true
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.open, client)
	}()
	if closed {
		return
	}
	host, _, _ := net.SplitHostPort(p.server)
	server, err := tls.Dial("tcp", p.server, &tls.Config{RootCAs: p.pool, ServerName: host})
	if err != nil {
		return
	}
	defer server.Close()
	var mu sync.Mutex // over pending, and over writes to the client
	pending := map[int32]LDAPFault{}
	answer := func(id int32, f LDAPFault, op byte) {
		reply := op + 1
		if op == 0x63 {
			reply = 0x65
		}
		switch {
		case f.Stream != nil:
			go f.Stream(client, id)
		case f.Raw != nil:
			_, _ = client.Write(f.Raw)
		case f.Notice:
			body := append(result(52, "shutting down"), wire.AppendString(nil, 0x8a, "1.3.6.1.4.1.1466.20036")...)
			_, _ = client.Write(wire.AppendMessage(nil, 0, wire.AppendTLV(nil, 0x78, body), nil))
			_ = client.Close()
		case f.Code != 0:
			_, _ = client.Write(wire.AppendMessage(nil, id+f.ID, wire.AppendTLV(nil, reply, result(f.Code, f.Text)), nil))
		}
	}
	owed, gone := 0, false // changes that the server has not answered; it says no more
	settled := sync.NewCond(&mu)
	defer func() { // a client that is killed leaves changes under way
		mu.Lock()
		defer mu.Unlock()
		for owed > 0 && !gone {
			settled.Wait()
		}
	}()
	go func() {
		defer client.Close()
		defer func() {
			mu.Lock()
			defer mu.Unlock()
			gone = true
			settled.Broadcast()
		}()
		in := bufio.NewReader(server)
		for {
			m, err := wire.ReadMessage(in)
			if err != nil {
				return
			}
			mu.Lock()
			if m.Op == 0x67 {
				owed--
				settled.Broadcast()
			}
			f := pending[m.ID]
			mu.Unlock()
			raw := wire.AppendMessage(nil, m.ID+f.ID, wire.AppendTLV(nil, m.Op, m.Body), m.Controls)
			switch {
			case f.Silent:
				continue
			case f.Cut:
				return
			case f.Half:
				_, _ = client.Write(raw[:len(raw)/2])
				return
			case f.answers():
				answer(m.ID, f, m.Op-1)
				continue
			}
			_, _ = client.Write(raw) // the client may be gone, and changes still under way
		}
	}()
	in := bufio.NewReader(client)
	for {
		m, err := wire.ReadMessage(in)
		if err != nil {
			return
		}
		f := p.note(m)
		mu.Lock()
		pending[m.ID] = f
		if m.Op == 0x66 && !f.Drop {
			owed++
		}
		mu.Unlock()
		if f.Drop {
			answer(m.ID, f, m.Op)
			if f.Cut {
				return
			}
			continue
		}
		if _, err := server.Write(wire.AppendMessage(nil, m.ID, wire.AppendTLV(nil, m.Op, m.Body), m.Controls)); err != nil {
			return
		}
	}
}

// result is the content of an LDAPResult (RFC 4511 4.1.9).
func result(code int, text string) []byte {
	b := wire.AppendInt(nil, wire.TagEnumerated, int64(code))
	b = wire.AppendString(b, wire.TagOctetString, "")
	return wire.AppendString(b, wire.TagOctetString, text)
}
