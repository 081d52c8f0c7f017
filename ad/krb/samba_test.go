package krb_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb"
	"adwalk/ad/krb/ccache"
	"adwalk/ad/krb/krb5conf"
)

func TestMain(m *testing.M) { adtest.Main(m) }

// options point at a test domain controller and nowhere else.
func options(dc *adtest.DC) krb.Options {
	return krb.Options{Realm: dc.Realm, KDCs: []string{dc.KDC}, Timeout: 10 * time.Second, Config: krb5conf.Default()}
}

func login(t *testing.T, dc *adtest.DC, user adtest.Account) *krb.Client {
	t.Helper()
	c, err := krb.LoginPassword(t.Context(), options(dc), user.Name+"@"+dc.Realm, []byte(user.Password))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// The same SPNs, asked with MIT's kvno and with ours: error code, key version
// and the encryption types of ticket and session must be the same, whether we
// log in ourselves or use the cache that kinit made.
func TestAgreesWithKvno(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	web := dc.AddComputer(adtest.Name("web"), "machine-1")
	never := dc.AddComputer(adtest.Name("never"), "")
	svc := dc.AddUser(adtest.Name("svc"), "service-1")
	dc.AddSPN(svc.DN, "http/"+svc.Name, "http/"+svc.Name+":8080", "MSSQLSvc/"+svc.Name+":INST")
	aes := dc.AddUser(adtest.Name("aes"), "service-1")
	dc.AddSPN(aes.DN, "http/"+aes.Name)
	dc.SetAttr(aes.DN, "msDS-SupportedEncryptionTypes", "24")
	dc.SetPassword(aes, "service-2")
	rc4 := dc.AddUser(adtest.Name("rc4"), "service-1")
	dc.AddSPN(rc4.DN, "http/"+rc4.Name)
	dc.SetAttr(rc4.DN, "msDS-SupportedEncryptionTypes", "4")
	off := dc.AddUser(adtest.Name("off"), "service-1")
	dc.AddSPN(off.DN, "http/"+off.Name)
	dc.SetAttr(off.DN, "userAccountControl", "514")
	one, two := dc.AddUser(adtest.Name("dup"), "x1"), dc.AddUser(adtest.Name("dup"), "x2")
	dc.AddSPN(one.DN, "http/"+one.Name)
	dc.PlantSPN(two.DN, "http/"+one.Name)

	spns := []string{"host/" + web.Host, "http/" + web.Host, "HTTP/" + strings.ToUpper(web.Host), "cifs/" + dc.Host, "http/" + svc.Name,
		"http/" + svc.Name + ":8080", "MSSQLSvc/" + svc.Name + ":INST", "http/" + aes.Name, "http/" + rc4.Name, "http/" + off.Name,
		"http/" + one.Name, "host/" + never.Host, "http/nobody.example", "http/none", "ldap/" + dc.Host + "/" + strings.ToLower(dc.Realm),
		svc.Name, "krbtgt/" + dc.Realm, "http/a/b/c", "http/" + svc.Name + "@" + dc.Realm}
	cache := dc.Kinit(user.Name, user.Password)
	want := dc.Kvno(cache, spns...)

	mit, err := ccache.Open(t.Context(), "FILE:"+cache)
	if err != nil {
		t.Fatal(err)
	}
	fromCache, err := krb.FromCache(options(dc), mit)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*krb.Client{"own login": login(t, dc, user), "kinit's cache": fromCache} {
		if c.Client() != user.Name+"@"+dc.Realm {
			t.Errorf("%s: asks as %s", name, c.Client())
		}
		var reqs []ad.TicketRequest
		for _, s := range spns {
			reqs = append(reqs, ad.TicketRequest{SPN: s})
		}
		for i, r := range krb.AskAll(t.Context(), c, reqs, 4, nil) {
			w := want[i]
			got := adtest.Ticket{SPN: r.SPN}
			switch {
			case r.Reply != nil:
				got.KVNO, got.EType, got.Session = r.Reply.KVNO, r.Reply.TicketEType.String(), r.Reply.SessionEType.String()
			case r.Error != nil:
				got.Code = r.Error.Code
			default:
				t.Errorf("%s: %s: %v", name, r.SPN, r.Problem)
				continue
			}
			w.Text = ""
			if strings.Contains(r.SPN, "@") { // kvno's listing is found by the bare name only
				w.EType, w.Session, got.EType, got.Session = "", "", "", ""
			}
			if got != w {
				t.Errorf("%s: %s: got %+v, kvno says %+v", name, r.SPN, got, w)
			}
			if r.KDC != dc.KDC || r.Elapsed <= 0 || len(r.Trace) != 1 {
				t.Errorf("%s: %s: KDC %q, elapsed %s, %d hops", name, r.SPN, r.KDC, r.Elapsed, len(r.Trace))
			}
		}
	}
}

// Each way in which a log-in can fail is told apart, after one attempt.
func TestLoginRefused(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	off := dc.AddUser(adtest.Name("off"), "wonder-1")
	dc.SetAttr(off.DN, "userAccountControl", "514")
	gone := dc.AddUser(adtest.Name("gone"), "wonder-1")
	dc.SetAttr(gone.DN, "accountExpires", "116444736010000000")
	change := dc.AddUser(adtest.Name("change"), "wonder-1")
	dc.SetAttr(change.DN, "pwdLastSet", "0")
	for _, tc := range []struct {
		user, password string
		code           int
		status         uint32
		why            string
	}{
		{user.Name, "wrong", 24, 0, "the password is wrong"},
		{"nobody", "x", 6, 0, "knows no nobody@"},
		{off.Name, "wonder-1", 18, 0xC0000072, "disabled"},
		{gone.Name, "wonder-1", 18, 0xC0000193, "expired"},
		{change.Name, "wonder-1", 23, 0xC0000224, "must be changed"},
		{off.Name, "wrong", 24, 0, "the password is wrong"},
	} {
		_, err := krb.LoginPassword(t.Context(), options(dc), tc.user+"@"+dc.Realm, []byte(tc.password))
		var p *ad.Problem
		var e *ad.KDCError
		if !errors.As(err, &p) || !errors.As(err, &e) {
			t.Errorf("%s: %v", tc.user, err)
			continue
		}
		if e.Code != tc.code || e.NTStatus != tc.status || !strings.Contains(p.Why, tc.why) || p.Kind != ad.ProblemLogin || p.Do == "" {
			t.Errorf("%s: code %d status %#x why %q; want %d %#x %q", tc.user, e.Code, e.NTStatus, p.Why, tc.code, tc.status, tc.why)
		}
		if d := e.Offset.Abs(); d > 2*time.Second || e.ServerTime.IsZero() {
			t.Errorf("%s: clock offset %s", tc.user, d)
		}
		if strings.Contains(fmt.Sprintf("%v %+v %#v", err, p, e), tc.password) && len(tc.password) > 3 {
			if !strings.Contains(p.Why, "wrong") || tc.password != "wrong" {
				t.Errorf("%s: the error shows the password", tc.user)
			}
		}
	}
	wrong := strings.ToUpper(user.Name) // a computer or user name in another case is the same account
	if _, err := krb.LoginPassword(t.Context(), options(dc), wrong+"@"+strings.ToLower(dc.Realm), []byte("wonder-1")); err != nil {
		t.Errorf("name and realm in another case: %v", err)
	}
}

// A wrong password must count once: the domain controller itself says how
// often it saw it.
func TestWrongPasswordCountsOnce(t *testing.T) {
	dc := adtest.Samba(t)
	dc.Tool("domain", "passwordsettings", "set", "--account-lockout-threshold=50") // without one nothing is counted
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	_, err := krb.LoginPassword(t.Context(), options(dc), user.Name+"@"+dc.Realm, []byte("guess"))
	if err == nil {
		t.Fatal("a wrong password was accepted")
	}
	if got := dc.Attr(user.DN, "badPwdCount"); len(got) != 1 || got[0] != "1" {
		t.Errorf("badPwdCount is %v, want 1", got)
	}
}

// PA-SUPPORTED-ENCTYPES says what the owner supports, whatever it is.
func TestOwnerETypes(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	c := login(t, dc, user)
	for _, tc := range []struct {
		value string
		want  ad.SupportedETypes
	}{{"24", 0x18}, {"28", 0x1c}, {"", 0x24}} {
		svc := dc.AddUser(adtest.Name("svc"), "service-1")
		dc.AddSPN(svc.DN, "http/"+svc.Name)
		if tc.value != "" {
			dc.SetAttr(svc.DN, "msDS-SupportedEncryptionTypes", tc.value)
		}
		r := c.Ask(t.Context(), ad.TicketRequest{SPN: "http/" + svc.Name}).Reply
		if r == nil || !r.OwnerKnown || r.OwnerETypes != tc.want {
			t.Errorf("attribute %q: got %+v, want %#x", tc.value, r, uint32(tc.want))
		}
	}
}

// A keytab logs in, an old one is told from a wrong password.
func TestKeytabLogin(t *testing.T) {
	dc := adtest.Samba(t)
	web := dc.AddComputer(adtest.Name("web"), "machine-1")
	path := dc.ExportKeytab(web.Name)
	var log []string
	o := options(dc)
	o.Logf = func(c string) { log = append(log, c) }
	c, err := krb.LoginKeytabFile(t.Context(), o, "", path)
	if err != nil {
		t.Fatal(err)
	}
	if r := c.Ask(t.Context(), ad.TicketRequest{SPN: "host/" + dc.Host}); r.Reply == nil {
		t.Errorf("no ticket: %+v", r)
	}
	if got := strings.Join(log, "\n"); got != "kinit -k "+web.Name+"@"+dc.Realm+"\nkvno host/"+dc.Host {
		t.Errorf("logged %q", got)
	}
	dc.SetPassword(web, "machine-2")
	_, err = krb.LoginKeytabFile(t.Context(), o, "", path)
	var e *ad.KDCError
	if !errors.As(err, &e) || e.Code != ad.ErrPreauthFailed || !strings.Contains(err.Error(), "keytab") {
		t.Errorf("old keytab: %v", err)
	}
	if _, err := krb.LoginKeytabFile(t.Context(), o, "someone@"+dc.Realm, path); err == nil || !strings.Contains(err.Error(), web.Name) {
		t.Errorf("a keytab of another account: %v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// With no KDC named, the realm's SRV records are asked; with a realm that has
// none, the error lists the names.
func TestKDCsFromDNS(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	o := options(dc)
	o.KDCs = nil
	o.Resolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, dc.Addr+":53")
	}}
	c, err := krb.LoginPassword(t.Context(), o, user.Name+"@"+dc.Realm, []byte(user.Password))
	if err != nil {
		t.Fatal(err)
	}
	if r := c.Ask(t.Context(), ad.TicketRequest{SPN: "host/" + dc.Host}); r.KDC != dc.Host+":88" {
		t.Errorf("the KDC that answered is %q", r.KDC)
	}
	_, err = krb.LoginPassword(t.Context(), o, "alice@NOWHERE.TEST", []byte("x"))
	if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemUnreachable || !strings.Contains(p.Why, "_kerberos._tcp.NOWHERE.TEST") {
		t.Errorf("unknown realm: %v", err)
	}
}

// A KDC chosen for one request is the one that is asked, and one that is down
// is named.
func TestChosenKDC(t *testing.T) {
	dc := adtest.Samba(t)
	c := login(t, dc, dc.AddUser(adtest.Name("alice"), "wonder-1"))
	r := c.Ask(t.Context(), ad.TicketRequest{SPN: "host/" + dc.Host, KDC: "127.0.21.9:9"})
	if r.Problem == nil || r.Problem.Kind != ad.ProblemUnreachable || !strings.Contains(r.Problem.Why, "127.0.21.9:9: connection refused") {
		t.Errorf("%+v", r)
	}
	if r := c.Ask(t.Context(), ad.TicketRequest{SPN: "host/" + dc.Host, KDC: dc.Addr}); r.Reply == nil || r.KDC != dc.KDC {
		t.Errorf("%+v", r)
	}
}

// A clock ten minutes off is named, with its offset: at the log-in, and at a
// service ticket when the log-in was before.
func TestClockOff(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	for _, off := range []time.Duration{10 * time.Minute, -10 * time.Minute} {
		o := options(dc)
		o.Clock = func() time.Time { return time.Now().Add(off) }
		_, err := krb.LoginPassword(t.Context(), o, user.Name+"@"+dc.Realm, []byte(user.Password))
		var e *ad.KDCError
		want := map[bool]string{true: "10m0s ahead of", false: "10m0s behind"}[off > 0]
		if !errors.As(err, &e) || e.Code != ad.ErrSkew || (e.Offset+off).Abs() > 2*time.Second || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", off, err)
		}
		now := time.Duration(0)
		o.Clock = func() time.Time { return time.Now().Add(now) }
		c, err := krb.LoginPassword(t.Context(), o, user.Name+"@"+dc.Realm, []byte(user.Password))
		if err != nil {
			t.Fatal(err)
		}
		now = off
		r := c.Ask(t.Context(), ad.TicketRequest{SPN: "host/" + dc.Host})
		if r.Error == nil || r.Error.Code != ad.ErrSkew || (r.Error.Offset+off).Abs() > 2*time.Second {
			t.Errorf("%s: %+v", off, r)
		}
	}
}

// A user principal name whose suffix is not the realm logs in as well, and the
// KDC says who that is.
func TestUPNLogin(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	upn := user.Name + ".long@mail.example"
	dc.SetAttr(user.DN, "userPrincipalName", upn)
	c, err := krb.LoginPassword(t.Context(), options(dc), upn, []byte(user.Password))
	if err != nil {
		t.Fatal(err)
	}
	if c.Client() != user.Name+"@"+dc.Realm {
		t.Errorf("logged in as %s", c.Client())
	}
	if r := c.Ask(t.Context(), ad.TicketRequest{SPN: "host/" + dc.Host}); r.Reply == nil {
		t.Errorf("%+v", r)
	}
}

// With UDP preferred and a reply that does not fit, TCP brings it; the
// password is still counted once.
func TestLoginOverUDP(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	o := options(dc)
	o.Config.UDPLimit = 32700
	for _, kdc := range []string{dc.KDC, "udp/" + dc.KDC} {
		o.KDCs = []string{kdc}
		c, err := krb.LoginPassword(t.Context(), o, user.Name+"@"+dc.Realm, []byte(user.Password))
		if err != nil {
			t.Fatal(err)
		}
		if r := c.Ask(t.Context(), ad.TicketRequest{SPN: "host/" + dc.Host}); r.Reply == nil {
			t.Errorf("%s: %+v", kdc, r)
		}
	}
}

// A cache whose ticket is over, or that has none, is explained.
func TestCacheWithoutTicket(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	cache, err := ccache.Open(t.Context(), dc.Kinit(user.Name, user.Password))
	if err != nil {
		t.Fatal(err)
	}
	for i := range cache.Credentials {
		cache.Credentials[i].End = time.Now().Add(-time.Hour)
	}
	_, err = krb.FromCache(options(dc), cache)
	if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemLogin || !strings.Contains(p.Why, "ended at") {
		t.Errorf("%v", err)
	}
	cache.Credentials = nil
	_, err = krb.FromCache(options(dc), cache)
	if p := ad.AsProblem(err, "", ""); p == nil || !strings.Contains(p.Why, "no ticket-granting ticket") || !strings.Contains(p.Do, "kinit") {
		t.Errorf("%v", err)
	}
}
