package dnsd

import (
	"context"
	"net"
	"slices"
	"strings"
	"testing"

	"adwalk/ad/lab/forest"

	"github.com/miekg/dns"
)

// served starts a server on both transports and returns its addresses.
func served(t *testing.T) (udp, tcp string) {
	t.Helper()
	records := map[string]forest.Record{
		"dc1.contoso.lab": {Addresses: []string{"10.0.0.1", "10.0.0.2"}}, "www.contoso.lab": {CNAME: "web1.contoso.lab"}, "web1.contoso.lab": {Addresses: []string{"10.0.0.7"}},
		"dangling.contoso.lab": {CNAME: "gone.contoso.lab"}, "round.contoso.lab": {CNAME: "round.contoso.lab"}, "empty.contoso.lab": {},
	}
	s := New(Config{Domains: []string{"contoso.lab"},
		Resolve: func(host string) (forest.Record, bool) {
			r, ok := records[strings.ToLower(strings.TrimSuffix(host, "."))]
			return r, ok
		},
		Services: func(name string) []SRV {
			if name == "_ldap._tcp.contoso.lab" {
				return []SRV{{Target: "dc1.contoso.lab", Port: 389, Priority: 1, Weight: 2}}
			}
			return nil
		}})
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s.Serve(ctx, pc, l)
	t.Cleanup(func() { stop(); s.Wait() })
	return pc.LocalAddr().String(), l.Addr().String()
}

func TestAnswers(t *testing.T) {
	udp, tcp := served(t)
	for _, c := range []struct {
		name  string
		kind  uint16
		rcode int
		want  []string
	}{
		{"dc1.contoso.lab.", dns.TypeA, dns.RcodeSuccess, []string{"10.0.0.1", "10.0.0.2"}},
		{"DC1.Contoso.LAB.", dns.TypeA, dns.RcodeSuccess, []string{"10.0.0.1", "10.0.0.2"}},
		{"www.contoso.lab.", dns.TypeA, dns.RcodeSuccess, []string{"web1.contoso.lab.", "10.0.0.7"}},
		{"www.contoso.lab.", dns.TypeCNAME, dns.RcodeSuccess, []string{"web1.contoso.lab."}},
		{"dangling.contoso.lab.", dns.TypeA, dns.RcodeSuccess, []string{"gone.contoso.lab."}},
		{"_ldap._tcp.contoso.lab.", dns.TypeSRV, dns.RcodeSuccess, []string{"1 2 389 dc1.contoso.lab."}},
		{"_ldap._tcp.contoso.lab.", dns.TypeA, dns.RcodeSuccess, nil},
		{"empty.contoso.lab.", dns.TypeA, dns.RcodeSuccess, nil},
		{"dc1.contoso.lab.", dns.TypeAAAA, dns.RcodeSuccess, nil},
		{"gone.contoso.lab.", dns.TypeA, dns.RcodeNameError, nil},
		{"www.fabrikam.lab.", dns.TypeA, dns.RcodeRefused, nil},
		{"notcontoso.lab.", dns.TypeA, dns.RcodeRefused, nil},
	} {
		for transport, addr := range map[string]string{"udp": udp, "tcp": tcp} {
			q := new(dns.Msg)
			q.SetQuestion(c.name, c.kind)
			r, _, err := (&dns.Client{Net: transport}).Exchange(q, addr)
			if err != nil {
				t.Fatalf("%s %s: %v", transport, c.name, err)
			}
			var got []string
			for _, rr := range r.Answer {
				switch v := rr.(type) {
				case *dns.A:
					got = append(got, v.A.String())
				case *dns.CNAME:
					got = append(got, v.Target)
				case *dns.SRV:
					got = append(got, strings.TrimPrefix(v.String()[strings.Index(v.String(), "SRV")+4:], " "))
				}
			}
			if r.Rcode != c.rcode || !slices.Equal(got, c.want) || !r.Authoritative {
				t.Errorf("%s %s %s: %s %q, want %s %q", transport, c.name, dns.TypeToString[c.kind], dns.RcodeToString[r.Rcode], got, dns.RcodeToString[c.rcode], c.want)
			}
		}
	}
}

// Service records bring the addresses of their targets along, as controllers do; an alias
// of itself ends.
func TestExtrasAndRounds(t *testing.T) {
	udp, _ := served(t)
	q := new(dns.Msg)
	q.SetQuestion("_ldap._tcp.contoso.lab.", dns.TypeSRV)
	r, _, err := new(dns.Client).Exchange(q, udp)
	if err != nil || len(r.Extra) != 2 {
		t.Errorf("%v %v", r, err)
	}
	q.SetQuestion("round.contoso.lab.", dns.TypeA)
	if r, _, err = new(dns.Client).Exchange(q, udp); err != nil || len(r.Answer) != maxChain {
		t.Errorf("%v %v", r, err)
	}
}
