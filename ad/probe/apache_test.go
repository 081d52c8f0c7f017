package probe_test

import (
	"crypto/tls"
	"fmt"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb"
	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/probe"
)

func TestMain(m *testing.M) { adtest.Main(m) }

// login gets a person who asks for tickets.
func login(t *testing.T, dc *adtest.DC) *krb.Client {
	t.Helper()
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	c, err := krb.LoginPassword(t.Context(), krb.Options{Realm: dc.Realm, KDCs: []string{dc.KDC}, Config: krb5conf.Default(), Timeout: 10 * time.Second},
		user.Name+"@"+dc.Realm, []byte(user.Password))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// service is an account with AES keys and an SPN of its own.
func service(t *testing.T, dc *adtest.DC) (a adtest.Account, host string) {
	t.Helper()
	a = dc.AddUser(adtest.Name("svc"), "service-1")
	dc.SetAttr(a.DN, "msDS-SupportedEncryptionTypes", "24")
	host = a.Name + ".corp.test"
	dc.AddSPN(a.DN, "http/"+host)
	return dc.SetPassword(a, "service-2"), host
}

func prober(t *testing.T, dc *adtest.DC, timeout time.Duration) *probe.Prober {
	return probe.New(probe.Options{Tickets: login(t, dc), Timeout: timeout, TLS: &tls.Config{RootCAs: adtest.Roots(t)}})
}

// What an apache with MIT's acceptor says to a ticket, for every state that a
// keytab gets into.
func TestWebServerJudgesTheTicket(t *testing.T) {
	dc := adtest.Samba(t)
	p := prober(t, dc, 20*time.Second)
	for _, c := range []struct {
		name    string
		web     func(a adtest.Account, host string) adtest.WebOptions
		after   func(a adtest.Account)
		outcome ad.ProbeOutcome
		code    int
	}{
		{name: "key of the account", outcome: ad.ProbeAccepted, web: func(a adtest.Account, host string) adtest.WebOptions {
			return adtest.WebOptions{Keytab: dc.ExportKeytab(a.Name)}
		}},
		{name: "password changed since", outcome: ad.ProbeRefused, code: ad.ErrBadKeyVersion, web: func(a adtest.Account, host string) adtest.WebOptions {
			return adtest.WebOptions{Keytab: dc.ExportKeytab("http/" + host)}
		}, after: func(a adtest.Account) { dc.SetPassword(a, "service-3") }},
		{name: "keytab of another account", outcome: ad.ProbeRefused, code: ad.ErrNotUs, web: func(adtest.Account, string) adtest.WebOptions {
			other, _ := service(t, dc)
			return adtest.WebOptions{Keytab: dc.ExportKeytab(dc.SetPassword(other, "different").Name)}
		}},
		{name: "same version, another key", outcome: ad.ProbeRefused, code: ad.ErrBadIntegrity, web: func(a adtest.Account, host string) adtest.WebOptions {
			return adtest.WebOptions{Keytab: adtest.Keytab(t, "http/"+host, dc.Realm, "guessed", 2)}
		}},
		{name: "clock ahead", outcome: ad.ProbeRefused, code: ad.ErrSkew, web: func(a adtest.Account, host string) adtest.WebOptions {
			return adtest.WebOptions{Keytab: dc.ExportKeytab(a.Name), Ahead: 10 * time.Minute}
		}},
		{name: "no keytab", outcome: ad.ProbeRejected, web: func(adtest.Account, string) adtest.WebOptions { return adtest.WebOptions{} }},
		{name: "no login asked", outcome: ad.ProbeOpen, web: func(adtest.Account, string) adtest.WebOptions { return adtest.WebOptions{Open: true} }},
		{name: "only Basic", outcome: ad.ProbeNoNegotiate, web: func(adtest.Account, string) adtest.WebOptions { return adtest.WebOptions{Basic: true} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, host := service(t, dc)
			o := c.web(a, host)
			o.Names = []string{host}
			web := adtest.Apache(t, &dc.Client, o)
			if c.after != nil {
				c.after(a)
			}
			for _, target := range []string{fmt.Sprintf("http://%s:%d", host, web.Port), fmt.Sprintf("https://%s:%d/", host, web.TLS)} {
				got := p.Probe(t.Context(), ad.ProbeRequest{Target: target, SPN: "http/" + host, Addresses: []string{web.Addr}})
				if len(got) != 1 || got[0].Outcome != c.outcome || (got[0].Error == nil) != (c.code == 0) || c.code != 0 && got[0].Error.Code != c.code {
					t.Errorf("%s: %+v (error %v, problem %v), want %s %d", target, got, got[0].Error, got[0].Problem, c.outcome, c.code)
					continue
				}
				if clear := strings.HasPrefix(target, "http:") && o.Basic; got[0].PasswordInClear != clear {
					t.Errorf("%s: password in clear: %t", target, got[0].PasswordInClear)
				}
				if strings.HasPrefix(target, "https:") && !strings.Contains(got[0].TLS, host) {
					t.Errorf("%s: the connection is described as %q", target, got[0].TLS)
				}
			}
		})
	}
}

// One member of an array kept the old key: it alone is told apart.
func TestEachAddressOfAName(t *testing.T) {
	dc := adtest.Samba(t)
	a, host := service(t, dc)
	old := adtest.Apache(t, &dc.Client, adtest.WebOptions{Keytab: dc.ExportKeytab("http/" + host)})
	a = dc.SetPassword(a, "service-3")
	current := adtest.Apache(t, &dc.Client, adtest.WebOptions{Keytab: dc.ExportKeytab("http/" + host)})
	dc.AddDNS(a.Name, current.Addr, old.Addr)
	gone := "127.0.24.9"
	p := prober(t, dc, 20*time.Second)
	target := fmt.Sprintf("http://%s:%d/", host, current.Port)
	got := p.Probe(t.Context(), ad.ProbeRequest{Target: target, Addresses: []string{current.Addr, old.Addr, gone}})
	want := []ad.ProbeOutcome{ad.ProbeAccepted, ad.ProbeRefused, ad.ProbeUnreachable}
	for i, w := range want {
		if got[i].Outcome != w {
			t.Errorf("address %d: %+v, want %s", i, got[i], w)
		}
	}
	if e := got[1].Error; e == nil || e.Code != ad.ErrBadKeyVersion {
		t.Errorf("the old key: %v", e)
	}
	if got[0].Ticket == nil || got[0].Ticket.KVNO != 3 {
		t.Errorf("the ticket shown: %+v", got[0].Ticket)
	}

	// The same when the addresses come from DNS.
	byName := probe.New(probe.Options{Tickets: login(t, dc), Resolver: dc.Resolver()})
	var accepted, refused int
	for _, r := range byName.Probe(t.Context(), ad.ProbeRequest{Target: target}) {
		switch r.Outcome {
		case ad.ProbeAccepted:
			accepted++
		case ad.ProbeRefused:
			refused++
		}
	}
	if accepted != 1 || refused != 1 {
		t.Errorf("by name: %d accepted, %d refused", accepted, refused)
	}
}

// A KDC without the SPN is not the service's fault.
func TestNoTicket(t *testing.T) {
	dc := adtest.Samba(t)
	a, _ := service(t, dc)
	web := adtest.Apache(t, &dc.Client, adtest.WebOptions{Keytab: dc.ExportKeytab(a.Name)})
	got := prober(t, dc, 20*time.Second).Probe(t.Context(), ad.ProbeRequest{Target: web.URL, SPN: "http/nobody.corp.test"})[0]
	if got.Outcome != ad.ProbeNoTicket || got.Error == nil || got.Error.Code != ad.ErrServiceUnknown || len(got.Offered) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestCertificates(t *testing.T) {
	dc := adtest.Samba(t)
	web := adtest.Apache(t, &dc.Client, adtest.WebOptions{Open: true, Names: []string{"right.corp.test"}})
	ask := func(target string, config *tls.Config) ad.ProbeResult {
		return probe.New(probe.Options{TLS: config}).Probe(t.Context(), ad.ProbeRequest{Target: target, Addresses: []string{web.Addr}})[0]
	}
	trusted := &tls.Config{RootCAs: adtest.Roots(t)}
	for _, c := range []struct {
		target string
		config *tls.Config
		why    string
	}{
		{fmt.Sprintf("https://wrong.corp.test:%d", web.TLS), trusted, "not for wrong.corp.test"},
		{fmt.Sprintf("https://right.corp.test:%d", web.TLS), nil, "not trusted"},
		{fmt.Sprintf("https://right.corp.test:%d", web.Port), trusted, "does not speak TLS"},
	} {
		got := ask(c.target, c.config)
		if got.Outcome != ad.ProbeTLSFailed || !strings.Contains(got.Problem.Why, c.why) {
			t.Errorf("%s: %s %v, want %q", c.target, got.Outcome, got.Problem, c.why)
		}
	}
	if got := ask(fmt.Sprintf("https://right.corp.test:%d", web.TLS), trusted); got.Outcome != ad.ProbeOpen {
		t.Errorf("the right name: %+v", got)
	}
}
