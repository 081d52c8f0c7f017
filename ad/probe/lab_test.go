package probe_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/lab"
	"adwalk/ad/probe"
)

// labLogin starts the lab with a scenario and logs alice in to it.
func labLogin(t *testing.T, scenario string) (*lab.Lab, *krb.Client) {
	t.Helper()
	l, err := lab.Start(t.Context(), lab.Options{Scenario: scenario})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for _, a := range l.Accounts() {
		if a.Name != "alice" {
			continue
		}
		client, err := krb.LoginPassword(t.Context(), krb.Options{Realm: l.Realm(), KDCs: []string{l.KDCAddr()}, Config: krb5conf.Default()}, "alice@"+l.Realm(), []byte(a.Password))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(client.Close)
		return l, client
	}
	t.Fatal("the lab has no alice")
	return nil, nil
}

// The lab's array, reached by its name alone: the member whose credential is
// older than the password refuses what the other accepts.
func TestTheLabsArray(t *testing.T) {
	for scenario, want := range map[string]map[ad.ProbeOutcome]int{
		"healthy":   {ad.ProbeAccepted: 2},
		"cas-array": {ad.ProbeAccepted: 1, ad.ProbeRefused: 1},
	} {
		t.Run(scenario, func(t *testing.T) {
			l, client := labLogin(t, scenario)
			roots := x509.NewCertPool()
			roots.AppendCertsFromPEM(l.CAPEM())
			resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, l.DNSAddr())
			}}
			p := probe.New(probe.Options{Tickets: client, TLS: &tls.Config{RootCAs: roots}, Resolver: resolver, Timeout: 10 * time.Second})
			got := map[ad.ProbeOutcome]int{}
			for _, r := range p.Probe(t.Context(), ad.ProbeRequest{Target: l.WebURL("mail.contoso.lab")}) {
				got[r.Outcome]++
				if r.Outcome == ad.ProbeRefused && r.Error.Code != ad.ErrModified && r.Error.Code != ad.ErrBadKeyVersion {
					t.Errorf("%+v: %v", r, r.Error)
				}
				if r.Problem != nil {
					t.Log(r.Address, r.Problem)
				}
			}
			for outcome, n := range want {
				if got[outcome] != n {
					t.Errorf("%v, want %v", got, want)
				}
			}
		})
	}
}
