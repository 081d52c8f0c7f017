package inlab_test

import (
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/lab"
	"adwalk/ad/lab/dnsd"
	"adwalk/ad/lab/forest"
	"adwalk/ad/session"
	"adwalk/ad/session/inlab"
	"adwalk/ad/trace"
)

// Nobody named a domain controller: when the one that DNS gave vanishes, the next
// one in DNS is asked, and where all have gone the reason names them.
func TestNextDomainControllerComesFromDNS(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("port 389 is for root")
	}
	l, err := lab.Start(t.Context(), lab.Options{SecondDC: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	hosts := map[string]string{"dc1.contoso.lab": "127.0.41.1", "dc2.contoso.lab": "127.0.41.2"}
	first := adtest.NewRelayAt(t, hosts["dc1.contoso.lab"]+":389", strings.TrimPrefix(l.LDAPURL(), "ldap://"))
	second := adtest.NewRelayAt(t, hosts["dc2.contoso.lab"]+":389", strings.TrimPrefix(l.SecondLDAPURL(), "ldap://"))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dnsd.New(dnsd.Config{Domains: []string{"contoso.lab"},
		Resolve: func(host string) (forest.Record, bool) {
			a, ok := hosts[strings.ToLower(strings.TrimSuffix(host, "."))]
			return forest.Record{Addresses: []string{a}}, ok
		},
		Services: func(name string) []dnsd.SRV {
			if !strings.HasPrefix(name, "_ldap._tcp.dc._msdcs") {
				return nil
			}
			return []dnsd.SRV{{Target: "dc1.contoso.lab", Port: 389}, {Target: "dc2.contoso.lab", Port: 389, Priority: 10}}
		}}).Serve(t.Context(), nil, listener)

	var moves []session.Move
	log := &trace.Log{}
	cfg, env := inlab.Configure(l, session.Config{Timeout: 5 * time.Second, Parallel: 4, Trace: log, Moved: func(m session.Move) { moves = append(moves, m) }})
	cfg.Servers = nil
	env.Resolvers = []session.NamedResolver{{Name: "dns", Resolver: inlab.OverTCP(listener.Addr().String())}}
	s := session.New(cfg, env)
	t.Cleanup(s.Close)
	reader := session.Reader{Epoch: s.Current()}
	objects := func() (n int, err error) {
		_, err = reader.Search(t.Context(), everyone, func(ad.Entry) error { n++; return nil })
		return n, err
	}
	want, err := objects()
	if err != nil || want == 0 {
		t.Fatalf("%d, %v", want, err)
	}
	first.Vanish()
	if got, err := objects(); err != nil || got != want {
		t.Errorf("%d of %d objects, %v", got, want, err)
	}
	if len(moves) != 1 || moves[0].From != "dc1.contoso.lab" || moves[0].To != "dc2.contoso.lab" {
		t.Errorf("%v", moves)
	}
	second.Vanish()
	before := len(log.Events())
	for range 3 {
		if _, err := objects(); ad.AsProblem(err, "", "").Kind != ad.ProblemUnreachable {
			t.Errorf("%v", err)
		}
	}
	if n := len(log.Events()) - before; n > 20 || len(moves) != 1 {
		t.Errorf("%d exchanges, %v", n, moves)
	}
}

// What several subjects of a walk need is asked once: the list of domain
// controllers, and the records in DNS beside it.
func TestDomainControllersAreListedOnce(t *testing.T) {
	l, err := lab.Start(t.Context(), lab.Options{SecondDC: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	log := &trace.Log{}
	cfg, env := inlab.Configure(l, session.Config{Timeout: 5 * time.Second, Parallel: 4, Trace: log})
	s := session.New(cfg, env)
	t.Cleanup(s.Close)
	replicas := session.Replicas{Epoch: s.Current()}
	for _, spn := range []string{"http/a.contoso.lab", "http/b.contoso.lab", "http/c.contoso.lab"} {
		if on, err := replicas.Holders(t.Context(), spn); err != nil || len(on) == 0 {
			t.Errorf("%v, %v", on, err)
		}
	}
	asked := map[string]int{}
	for _, e := range log.Events() {
		if strings.Contains(e.Command, "CN=Sites,") || strings.Contains(e.Asked, "_tcp.dc._msdcs") || strings.Contains(e.Command, "_tcp.dc._msdcs") {
			asked[e.Asked+" "+e.Command]++
		}
	}
	if len(asked) == 0 {
		t.Error("it was not seen in the trace")
	}
	for what, n := range asked {
		if n != 1 {
			t.Errorf("%d times: %s", n, what)
		}
	}
}
