package dnsd

import (
	"context"
	"net"
	"strings"
	"sync"

	"adwalk/ad/lab/forest"

	"github.com/miekg/dns"
)

// SRV is one service record.
type SRV struct {
	Target   string // host name
	Port     uint16
	Priority uint16
	Weight   uint16
}

// Config is what the server answers from. Both functions are called for every
// question, from many goroutines.
type Config struct {
	Resolve  func(host string) (forest.Record, bool)
	Services func(name string) []SRV
	Domains  []string // that the server is authoritative for
}

// Server is a running DNS server.
type Server struct {
	cfg Config
	wg  sync.WaitGroup
}

// New makes a server.
func New(cfg Config) *Server { return &Server{cfg: cfg} }

// Serve answers on both sockets until the context ends; pc may be nil.
func (s *Server) Serve(ctx context.Context, pc net.PacketConn, l net.Listener) {
	servers := []*dns.Server{{Listener: l, Handler: dns.HandlerFunc(s.answer)}}
	if pc != nil {
		servers = append(servers, &dns.Server{PacketConn: pc, Handler: dns.HandlerFunc(s.answer)})
	}
	for _, srv := range servers {
		ready := make(chan struct{})
		srv.NotifyStartedFunc = func() { close(ready) }
		s.wg.Go(func() { _ = srv.ActivateAndServe() })
		<-ready
		context.AfterFunc(ctx, func() { _ = srv.Shutdown() })
	}
}

// Wait returns when nothing is served any more.
func (s *Server) Wait() { s.wg.Wait() }

func (s *Server) answer(w dns.ResponseWriter, q *dns.Msg) {
	m := new(dns.Msg)
	m.SetReply(q)
	m.Authoritative = true
	if len(q.Question) != 1 || !s.ours(q.Question[0].Name) {
		m.Rcode = dns.RcodeRefused
	} else if known := s.fill(m, q.Question[0]); !known {
		m.Rcode = dns.RcodeNameError
	}
	_ = w.WriteMsg(m)
}

func (s *Server) ours(name string) bool {
	for _, d := range s.cfg.Domains {
		if dns.IsSubDomain(dns.Fqdn(strings.ToLower(d)), strings.ToLower(name)) {
			return true
		}
	}
	return false
}

// maxChain bounds a chain of aliases.
const maxChain = 8

// fill answers one question; false means that the name does not exist.
func (s *Server) fill(m *dns.Msg, q dns.Question) bool {
	if services := s.cfg.Services(strings.ToLower(strings.TrimSuffix(q.Name, "."))); len(services) > 0 {
		for _, v := range services {
			if q.Qtype == dns.TypeSRV || q.Qtype == dns.TypeANY {
				m.Answer = append(m.Answer, &dns.SRV{Hdr: header(q.Name, dns.TypeSRV), Priority: v.Priority, Weight: v.Weight,
					Port: v.Port, Target: dns.Fqdn(v.Target)})
				s.addresses(&m.Extra, v.Target)
			}
		}
		return true
	}
	name, known := q.Name, false
	for range maxChain {
		r, ok := s.cfg.Resolve(name)
		if !ok {
			return known
		}
		known = true
		if r.CNAME == "" {
			if q.Qtype == dns.TypeA || q.Qtype == dns.TypeANY {
				s.addresses(&m.Answer, name)
			}
			return true
		}
		m.Answer = append(m.Answer, &dns.CNAME{Hdr: header(name, dns.TypeCNAME), Target: dns.Fqdn(r.CNAME)})
		if q.Qtype == dns.TypeCNAME {
			return true
		}
		name = dns.Fqdn(r.CNAME)
	}
	return true
}

func (s *Server) addresses(to *[]dns.RR, host string) {
	r, _ := s.cfg.Resolve(host)
	for _, a := range r.Addresses {
		*to = append(*to, &dns.A{Hdr: header(host, dns.TypeA), A: net.ParseIP(a)})
	}
}

func header(name string, kind uint16) dns.RR_Header { // the lab changes while it runs: a short life
	return dns.RR_Header{Name: dns.Fqdn(name), Rrtype: kind, Class: dns.ClassINET, Ttl: 1}
}
