package directory_test

import (
	"context"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
)

// names answers for a few hosts, and for SRV records not at all.
type names map[string]string

func (n names) LookupHost(_ context.Context, host string) ([]string, error) {
	if a, ok := n[strings.ToLower(host)]; ok {
		return []string{a}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

func (n names) LookupSRV(_ context.Context, service, proto, name string) (string, []*net.SRV, error) {
	return "", nil, &net.DNSError{Err: "no such host", Name: "_" + service + "._" + proto + "." + name, IsNotFound: true}
}

// A name that was added on one controller and has not reached the other is a
// replica that lags, and one knows which.
func TestReplicaThatHasNotCaughtUp(t *testing.T) {
	pair := adtest.SambaPair(t)
	o := admin(pair.DC1)
	o.Resolver = names{pair.DC1.Host: pair.DC1.Addr, pair.DC2.Host: pair.DC2.Addr}
	o.Server = "ldaps://" + pair.DC1.Host
	c := dial(t, o)
	web := pair.DC1.AddComputer(adtest.Name("web"), "x")
	pair.Replicate(false)
	spn := "exchangeMDB/" + web.Host
	pair.DC1.AddSPN(web.DN, spn)
	set, err := c.Replicas(t.Context(), web.DN, "servicePrincipalName")
	if err != nil || len(set.Replicas) != 2 {
		t.Fatalf("%+v, %v", set, err)
	}
	for _, r := range set.Replicas {
		if r.Problem != nil || !r.Present || r.HighestUSN == 0 || r.RTT <= 0 || r.Offset < -2*time.Second || r.Offset > 2*time.Second || r.Changed == nil || r.Changed.Version < 1 {
			t.Errorf("%+v, %v, %+v", r, r.Problem, r.Changed)
		}
		if time.Since(r.Changed.At) > time.Hour || time.Since(r.Changed.At) < -time.Minute {
			t.Errorf("changed at %v", r.Changed.At)
		}
	}
	stale := set.Stale()
	if set.Agree() || len(stale) != 1 || !strings.EqualFold(stale[0].Controller.Host, pair.DC2.Host) || slices.Contains(stale[0].Values, spn) {
		t.Errorf("stale: %+v", stale)
	}
	pair.Replicate(false)
	set, err = c.Replicas(t.Context(), web.DN, "servicePrincipalName")
	if err != nil || !set.Agree() || len(set.Stale()) != 0 {
		t.Errorf("after replication: %+v, %v", set, err)
	}
	fresh := pair.DC1.AddComputer(adtest.Name("web"), "x")
	set, err = c.Replicas(t.Context(), fresh.DN, "servicePrincipalName")
	if err != nil || len(set.Stale()) != 1 || set.Stale()[0].Present {
		t.Errorf("an object that is new: %+v, %v", set, err)
	}
	delete(o.Resolver.(names), pair.DC2.Host)
	set, err = c.Replicas(t.Context(), web.DN, "servicePrincipalName")
	if err != nil || len(set.Answered()) != 1 || set.Replicas[1].Problem == nil || set.Replicas[1].Problem.Kind != ad.ProblemUnreachable {
		t.Errorf("with one controller gone: %+v, %v", set, err)
	}
}

func TestDiscoverSaysWhatItAskedFor(t *testing.T) {
	_, err := directory.Dial(t.Context(), directory.Options{Realm: "NOWHERE.TEST", Resolver: names{}})
	if err == nil || !strings.Contains(err.Error(), "_ldap._tcp.dc._msdcs.nowhere.test and _kerberos._tcp.nowhere.test") {
		t.Errorf("got %v", err)
	}
}
