package session

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb/krb5conf"
)

// dnsLie is what a name server sends instead of an answer: over UDP (c is nil) what it
// returns, as one datagram; over TCP that behind its length, or what it writes itself.
type dnsLie func(q *dns.Msg, c net.Conn) []byte

// lyingDNS is a name server that lies.
func lyingDNS(t *testing.T, lie dnsLie) string {
	t.Helper()
	addr := adtest.Accepting(t, "tcp", "127.0.0.1:0", func(c net.Conn) {
		for {
			var head [2]byte
			if _, err := io.ReadFull(c, head[:]); err != nil {
				return
			}
			b := make([]byte, binary.BigEndian.Uint16(head[:]))
			q := new(dns.Msg)
			if _, err := io.ReadFull(c, b); err != nil || q.Unpack(b) != nil {
				return
			}
			out := lie(q, c)
			if out == nil {
				return
			}
			if _, err := c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(out))), out...)); err != nil {
				return
			}
		}
	})
	udp, err := net.ListenPacket("udp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = udp.Close() })
	go func() {
		b := make([]byte, 4096)
		for {
			n, from, err := udp.ReadFrom(b)
			if err != nil {
				return
			}
			q := new(dns.Msg)
			if q.Unpack(b[:n]) != nil {
				continue
			}
			if out := lie(q, nil); out != nil {
				_, _ = udp.WriteTo(out[:min(len(out), 60_000)], from)
			}
		}
	}()
	return addr
}

// answering packs an answer to a question that a test completes.
func answering(q *dns.Msg, complete func(m *dns.Msg)) []byte {
	m := new(dns.Msg)
	m.SetReply(q)
	complete(m)
	m.Compress = true
	b, err := m.Pack()
	if err != nil {
		panic(err)
	}
	return b
}

// truncated says over UDP that the answer comes over TCP.
func truncated(over func(q *dns.Msg, c net.Conn) []byte) dnsLie {
	return func(q *dns.Msg, c net.Conn) []byte {
		if c == nil {
			return answering(q, func(m *dns.Msg) { m.Truncated = true })
		}
		return over(q, c)
	}
}

// records answers with records of the kind that was asked for, made by make.
func records(n int, name func(i int) string, addr string, port uint16) dnsLie {
	return truncated(func(q *dns.Msg, _ net.Conn) []byte {
		return answering(q, func(m *dns.Msg) {
			for i := range n {
				h := dns.RR_Header{Name: q.Question[0].Name, Rrtype: q.Question[0].Qtype, Class: dns.ClassINET, Ttl: 1}
				switch h.Rrtype {
				case dns.TypeSRV:
					m.Answer = append(m.Answer, &dns.SRV{Hdr: h, Target: name(i), Port: port})
				case dns.TypeA:
					m.Answer = append(m.Answer, &dns.A{Hdr: h, A: net.ParseIP(addr)})
				case dns.TypePTR:
					m.Answer = append(m.Answer, &dns.PTR{Hdr: h, Ptr: name(i)})
				}
			}
		})
	})
}

// dnsLies are the lies; silent is an address where somebody listens and says nothing.
func dnsLies(silent net.Addr) map[string]dnsLie {
	cname := func(chain func(q string) []string) dnsLie {
		return func(q *dns.Msg, _ net.Conn) []byte {
			return answering(q, func(m *dns.Msg) {
				names := chain(q.Question[0].Name)
				for i := range len(names) - 1 {
					m.Answer = append(m.Answer, &dns.CNAME{Hdr: dns.RR_Header{Name: names[i], Rrtype: dns.TypeCNAME, Class: dns.ClassINET, Ttl: 1}, Target: names[i+1]})
				}
			})
		}
	}
	code := func(n int) dnsLie {
		return func(q *dns.Msg, _ net.Conn) []byte { return answering(q, func(m *dns.Msg) { m.Rcode = n }) }
	}
	pointer := func(q *dns.Msg, _ net.Conn) []byte { // the answer's name points to itself
		b := answering(q, func(*dns.Msg) {})
		b[7] = 1
		at := len(b)
		return append(b, 0xc0|byte(at>>8), byte(at), 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1)
	}
	host, port := silent.(*net.TCPAddr).IP.String(), uint16(silent.(*net.TCPAddr).Port)
	return map[string]dnsLie{
		"garbage":      func(*dns.Msg, net.Conn) []byte { return []byte("\x00\x01garbage\xff\xff\xff\xff") },
		"another's id": func(q *dns.Msg, _ net.Conn) []byte { return answering(q, func(m *dns.Msg) { m.Id++ }) },
		"another's answer": func(q *dns.Msg, _ net.Conn) []byte {
			return answering(q, func(m *dns.Msg) { m.Question[0].Name = "other.example." })
		},
		"no answer":           func(_ *dns.Msg, c net.Conn) []byte { wait(c); return nil },
		"server failure":      code(dns.RcodeServerFailure),
		"refused":             code(dns.RcodeRefused),
		"format error":        code(dns.RcodeFormatError),
		"a code that is none": code(15),
		"no such name":        code(dns.RcodeNameError),
		"nothing":             code(dns.RcodeSuccess),
		"truncated, then end": truncated(func(*dns.Msg, net.Conn) []byte { return nil }),
		"truncated, always":   truncated(func(q *dns.Msg, _ net.Conn) []byte { return answering(q, func(m *dns.Msg) { m.Truncated = true }) }),
		"64 kB announced":     truncated(func(_ *dns.Msg, c net.Conn) []byte { _, _ = c.Write([]byte{0xff, 0xff, 1}); wait(c); return nil }),
		"endless data":        truncated(func(_ *dns.Msg, c net.Conn) []byte { endless(c, bytes.Repeat([]byte{0xff}, 64<<10)); return nil }),
		"one byte at a time":  truncated(func(q *dns.Msg, c net.Conn) []byte { slow(c, answering(q, func(*dns.Msg) {})); return nil }),
		"a CNAME to itself":   cname(func(q string) []string { return []string{q, q} }),
		"CNAMEs in a circle":  cname(func(q string) []string { return []string{q, "a.example.", "b.example.", q} }),
		"200 CNAMEs": cname(func(q string) []string {
			names := []string{q}
			for i := range 200 {
				names = append(names, fmt.Sprintf("n%d.example.", i))
			}
			return names
		}),
		"a pointer to itself":  pointer,
		"3000 addresses":       records(3000, func(i int) string { return fmt.Sprintf("h%d.example.", i) }, host, port),
		"1000 silent servers":  records(1000, func(i int) string { return fmt.Sprintf("h%d.example.", i) }, host, port),
		"the root as a server": records(50, func(int) string { return "." }, host, port),
		"servers of port 0":    records(50, func(i int) string { return fmt.Sprintf("h%d.example.", i) }, host, 0),
		"itself as a server":   records(50, func(int) string { return "example.test." }, host, port),
		"control characters":   records(3, func(int) string { return `ev\027[2J\010il.example.` }, host, port),
	}
}

// wait holds a connection until the client is gone.
func wait(c net.Conn) {
	if c != nil {
		_, _ = io.Copy(io.Discard, c)
	}
}

func endless(c net.Conn, b []byte) {
	for {
		if _, err := c.Write(b); err != nil {
			return
		}
	}
}

// slow sends an answer behind its length, a byte every now and then.
func slow(c net.Conn, b []byte) {
	for _, one := range append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...) {
		<-time.After(50 * time.Millisecond)
		if _, err := c.Write([]byte{one}); err != nil {
			return
		}
	}
}

// TestNameServersThatLie asks everything that begins with a name: each question ends,
// none finds what is not there, nothing grows.
func TestNameServersThatLie(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for many servers that say nothing")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() { // takes connections and says nothing
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			defer c.Close()
		}
	}()
	questions := []struct {
		name string
		ask  func(ctx context.Context, s *Session) error
	}{
		{"address", func(ctx context.Context, s *Session) error {
			_, _, _, err := s.Names().Lookup(ctx, "web.example.test")
			return err
		}},
		{"SRV", func(ctx context.Context, s *Session) error {
			_, _, err := s.Names().LookupSRV(ctx, "ldap", "tcp", "example.test")
			return err
		}},
		{"PTR", func(ctx context.Context, s *Session) error { s.Names().Reverse(ctx, "192.0.2.1"); return nil }},
		{"directory", func(ctx context.Context, s *Session) error {
			_, err := s.Current().Conn(ctx)
			return found(t, err, "a directory")
		}},
		{"ticket", func(ctx context.Context, s *Session) error {
			r := s.Current().Ask(ctx, ad.TicketRequest{SPN: "http/web.example.test"})
			if r.Problem == nil {
				return found(t, nil, "a ticket")
			}
			return r.Problem
		}},
		{"service", func(ctx context.Context, s *Session) error {
			p, err := s.Prober(nil)
			if err != nil {
				return err
			}
			for _, r := range p.Probe(ctx, ad.ProbeRequest{Target: "http://web.example.test"}) {
				if r.Outcome == ad.ProbeAccepted || r.Outcome == ad.ProbeOpen {
					return found(t, nil, "a service")
				}
			}
			return nil
		}},
	}
	lies := dnsLies(l.Addr())
	cells, grew := 0, adtest.Growth()
	var head []string
	for _, q := range questions {
		head = append(head, q.name)
	}
	t.Logf("%-22s seconds for: %s", "the name server sends", strings.Join(head, ", "))
	for _, name := range slices.Sorted(maps.Keys(lies)) {
		addr := lyingDNS(t, lies[name])
		row := ""
		for _, q := range questions {
			s := New(Config{Realm: "EXAMPLE.TEST", User: "alice@EXAMPLE.TEST", Timeout: 200 * time.Millisecond, Parallel: 4,
				Password: func(context.Context) ([]byte, error) { return []byte("wonder-1"), nil }},
				Environment{Resolvers: []NamedResolver{{"the name server", DNSAt(addr)}}, DNS: DNSAt(addr), Sealed: true,
					Kerberos: krb5conf.Parse("[libdefaults]\n default_realm = EXAMPLE.TEST\n dns_lookup_kdc = true\n")})
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // hanging, not slowness
			begin := time.Now()
			_ = q.ask(ctx, s)
			if ctx.Err() != nil {
				t.Errorf("%s: %s did not end", name, q.name)
			}
			cancel()
			row += fmt.Sprintf(" %5.1f", time.Since(begin).Seconds())
			s.Close()
			cells++
		}
		t.Logf("%-22s%s", name, row)
	}
	most := grew()
	if most > 100 {
		t.Errorf("it grew by %d MB", most)
	}
	t.Logf("%d lies, %d cells; no growth over %d MB", len(lies), cells, most)
}

// found fails where something was found that is not there.
func found(t *testing.T, err error, what string) error {
	t.Helper()
	if err == nil {
		t.Errorf("%s was found", what)
	}
	return err
}
