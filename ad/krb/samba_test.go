package krb_test

import (
	"context"
	"net"
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
