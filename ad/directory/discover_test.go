package directory_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
)

// registered answers for SRV records, and names resolve as in names.
type registered struct {
	names
	records []*net.SRV
}

func (r registered) LookupSRV(context.Context, string, string, string) (string, []*net.SRV, error) {
	return "", r.records, nil
}

// A controller that is down is passed over; one that refuses the password is
// not a reason to try it on the next.
func TestControllersAreTriedInOrder(t *testing.T) {
	dc := adtest.Samba(t)
	o := admin(dc)
	o.Server, o.Realm, o.ServerName, o.Timeout = "", dc.Realm, dc.Host, 3*time.Second
	o.Resolver = registered{names{dc.Host: dc.Addr, "down.corp.test": "127.0.23.9"}, []*net.SRV{
		{Target: dc.Host + ".", Port: 389, Priority: 10}, {Target: "down.corp.test.", Port: 389}, {Target: "."}}}
	found, err := directory.Discover(t.Context(), dc.Realm, o.Resolver)
	if err != nil || len(found) != 2 || found[0].Host != "down.corp.test" || found[1].String() != dc.Host+":389" {
		t.Errorf("%v, %v", found, err)
	}
	if info, err := dial(t, o).Info(t.Context()); err != nil || info.Server != dc.Host {
		t.Errorf("%+v, %v", info, err)
	}
	o.Password = []byte("nonsense")
	if _, err := directory.Dial(t.Context(), o); ad.AsProblem(err, "", "").Kind != ad.ProblemLogin {
		t.Errorf("with a wrong password: %v", err)
	}
}

// answersNever is a DNS server that swallows every question.
type answersNever struct{ names }

func (answersNever) LookupSRV(ctx context.Context, _, _, _ string) (string, []*net.SRV, error) {
	<-ctx.Done()
	return "", nil, ctx.Err()
}

// Where DNS leads to nobody the error names what was asked for, and a DNS
// server that never answers is given up after the timeout.
func TestDiscoveryThatFindsNobody(t *testing.T) {
	for _, tc := range []struct {
		name string
		dns  directory.Resolver
		says string
	}{
		{"no records", registered{}, "_ldap._tcp.dc._msdcs.corp.test and _kerberos._tcp.corp.test"},
		{"not offered", registered{records: []*net.SRV{{Target: "."}}}, "not offered"},
		{"silence", answersNever{}, "did not answer in time"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := directory.Dial(t.Context(), directory.Options{Realm: "CORP.TEST", Resolver: tc.dns, Timeout: 50 * time.Millisecond})
			p := ad.AsProblem(err, "", "")
			if p == nil || p.Kind != ad.ProblemUnreachable || !strings.Contains(p.Why, tc.says) || p.Do == "" {
				t.Errorf("%+v", p)
			}
		})
	}
}

// The domain's own name leads to one of its controllers, by which name the
// ticket is asked for.
func TestServerNamedByItsDomain(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	domain := strings.ToLower(dc.Realm)
	c := dial(t, directory.Options{Server: domain, Credential: ticket(t, dc, user), Resolver: names{domain: dc.Addr}})
	if info, err := c.Info(t.Context()); err != nil || info.Protection != "sealed" || info.Server != dc.Host {
		t.Errorf("%+v, %v", info, err)
	}
	_, err := directory.Dial(t.Context(), directory.Options{Server: "alias.other.test", Credential: ticket(t, dc, user), Resolver: names{"alias.other.test": dc.Addr}})
	if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemLogin || !strings.Contains(p.What, "ldap/alias.other.test") {
		t.Errorf("by an alias: %v", err)
	}
}
