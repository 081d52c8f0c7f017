package krb_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb"
	"adwalk/ad/krb/ccache"
	"adwalk/ad/trace"
)

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
	short := options(dc) // the realm's short name, and a suffix that is no realm
	short.KDCs, short.Realm = []string{dc.Addr}, ""
	for principal, do := range map[string]string{user.Name + "@" + dc.Domain: user.Name + "@" + dc.Realm, "chief@example.test": "--realm"} {
		_, err := krb.LoginPassword(t.Context(), short, principal, []byte("wonder-1"))
		if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemLogin || !strings.Contains(p.Do, do) {
			t.Errorf("%s: %+v", principal, p)
		}
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

// A keytab logs in, an old one is told from a wrong password.
func TestKeytabLogin(t *testing.T) {
	dc := adtest.Samba(t)
	web := dc.AddComputer(adtest.Name("web"), "machine-1")
	path := dc.ExportKeytab(web.Name)
	o := options(dc)
	o.Trace = &trace.Log{}
	c, err := krb.LoginKeytabFile(t.Context(), o, "", path)
	if err != nil {
		t.Fatal(err)
	}
	if r := c.Ask(t.Context(), ad.TicketRequest{SPN: "host/" + dc.Host}); r.Reply == nil {
		t.Errorf("no ticket: %+v", r)
	}
	got, kinit := "", "kinit -k '"+web.Name+"@"+dc.Realm+"'"
	for _, e := range o.Trace.Events() {
		got += e.Command + ": " + e.Outcome + "\n"
		if e.Server == "" || e.Protection == "" || e.Elapsed <= 0 {
			t.Errorf("%+v", e)
		}
	}
	if got != kinit+": 25 KDC_ERR_PREAUTH_REQUIRED\n"+kinit+": ok\nkvno host/"+dc.Host+": ok\n" {
		t.Errorf("recorded %q", got)
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
