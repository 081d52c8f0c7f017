package directory_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/trace"
)

func TestMain(m *testing.M) { adtest.Main(m) }

func admin(dc *adtest.DC) directory.Options {
	return directory.Options{Server: dc.LDAPS, CAFile: dc.CAFile, User: dc.AdminUser + "@" + dc.Realm, Password: []byte(dc.AdminPassword)}
}

func dial(t testing.TB, o directory.Options) *directory.Conn {
	t.Helper()
	c, err := directory.Dial(t.Context(), o)
	if err != nil {
		t.Fatalf("dial: %v", err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func TestInfoAndSearchAgreeWithLdapsearch(t *testing.T) {
	dc := adtest.Samba(t)
	for _, name := range []string{"ldaps", "starttls"} {
		t.Run(name, func(t *testing.T) {
			o := admin(dc)
			want := "TLS"
			if name == "starttls" {
				o.Server, want = dc.LDAP, "StartTLS"
			}
			log := &trace.Log{}
			o.Trace = log
			c := dial(t, o)
			info, err := c.Info(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if info.Protection != want || info.Server != dc.Host || info.Realm != dc.Realm || !strings.EqualFold(info.Domain, dc.BaseDN) || !info.GlobalCatalog {
				t.Errorf("info %+v", info)
			}
			if d := time.Since(info.Time); d < -time.Minute || d > time.Minute {
				t.Errorf("the controller's clock reads %v", info.Time)
			}
			got, cov, err := ad.SearchAll(t.Context(), c, ad.Query{Scope: ad.ScopeSub, Filter: "(objectClass=user)", Attributes: []string{"sAMAccountName"}})
			if err != nil || cov.Truncated {
				t.Fatalf("search: %v, %+v", err, cov)
			}
			if want := strings.Count(dc.Ldapsearch("-b", dc.BaseDN, "(objectClass=user)", "sAMAccountName"), "sAMAccountName: "); len(got) != want {
				t.Errorf("found %d users, ldapsearch %d", len(got), want)
			}
			if s := fmt.Sprint(log.Events()); !strings.Contains(s, "ldapsearch") || strings.Contains(s, dc.AdminPassword) {
				t.Errorf("the log reads\n%s", s)
			}
		})
	}
}

func TestLoginsThatAreRefused(t *testing.T) {
	dc := adtest.Samba(t)
	disabled := dc.AddUser(adtest.Name("off"), "wonder-1")
	dc.SetAttr(disabled.DN, "userAccountControl", "514")
	for _, tc := range []struct {
		name   string
		change func(*directory.Options)
		kind   ad.ProblemKind
		why    string
	}{
		{"wrong password", func(o *directory.Options) { o.Password = []byte("nonsense") }, ad.ProblemLogin, "password"},
		{"no password", func(o *directory.Options) { o.Password = nil }, ad.ProblemUsage, ""},
		{"disabled", func(o *directory.Options) {
			o.User, o.Password = disabled.Name+"@"+dc.Realm, []byte(disabled.Password)
		}, ad.ProblemLogin, ""},
		{"unknown CA", func(o *directory.Options) { o.CAFile = "" }, ad.ProblemProtocol, "CA"},
		{"wrong name", func(o *directory.Options) { o.ServerName = "other.test" }, ad.ProblemProtocol, "not for"},
		{"tls on a plain port", func(o *directory.Options) { o.Server = "ldaps://" + dc.Addr + ":389" }, ad.ProblemProtocol, ""},
		{"plain on a tls port", func(o *directory.Options) { o.Server = "ldap://" + dc.Addr + ":636"; o.User = "" }, ad.ProblemUnreachable, ""},
		{"nothing there", func(o *directory.Options) { o.Server = "ldap://" + dc.Addr + ":7" }, ad.ProblemUnreachable, "refuses connections"},
		{"no such name", func(o *directory.Options) { o.Server = "ldap://dc.invalid" }, ad.ProblemUnreachable, "dc.invalid"},
		{"not a server", func(o *directory.Options) { o.Server = "http://x" }, ad.ProblemUsage, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := admin(dc)
			o.Timeout = 3 * time.Second
			tc.change(&o)
			_, err := directory.Dial(t.Context(), o)
			var p *ad.Problem
			if !errors.As(err, &p) || p.Kind != tc.kind || !strings.Contains(p.Why, tc.why) {
				t.Fatalf("got %v (%+v)", err, p)
			}
			t.Log(p)
		})
	}
}

// A thousand names on one account come in pieces, thousands of objects in
// pages, and a limit says that it cut.
func TestPagesRangesAndLimits(t *testing.T) {
	dc := adtest.Samba(t)
	many := dc.AddComputer(adtest.Name("many"), "x")
	var spns []string
	for i := range 60 {
		spns = append(spns, fmt.Sprintf("http/%s-%d.corp.test", many.Name, i))
	}
	dc.AddSPN(many.DN, spns...)
	o := admin(dc)
	o.PageSize = 7
	c := dial(t, o)
	q := ad.Query{Scope: ad.ScopeSub, Filter: "(objectClass=*)", Attributes: []string{"cn"}}
	got, _, err := ad.SearchAll(t.Context(), c, q)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Count("\n"+dc.Ldapsearch("-E", "pr=500/noprompt", "-b", dc.BaseDN, "(objectClass=*)", "dn"), "\ndn:"); len(got) != want || want < 100 {
		t.Errorf("paged: %d objects, ldapsearch %d", len(got), want)
	}
	q.Limit = 10
	limited, cov, err := ad.SearchAll(t.Context(), c, q)
	if err != nil || len(limited) != 10 || !cov.Truncated {
		t.Errorf("limit: %d objects, %+v, %v", len(limited), cov, err)
	}
	e, _, err := ad.SearchAll(t.Context(), c, ad.Query{Base: many.DN, Attributes: []string{"servicePrincipalName;range=0-19"}})
	if err != nil || len(e) != 1 {
		t.Fatalf("range: %v", err)
	}
	have := e[0].Texts("servicePrincipalName")
	for _, spn := range spns {
		if !slices.Contains(have, spn) {
			t.Fatalf("of %d names %s is missing; there are %d", len(spns), spn, len(have))
		}
	}
}

// Samba gives everything in one go, as the command in the log says, and leaves
// nothing out. A limit still comes in pages and says that it cut.
func TestSambaIsAskedForAllAtOnce(t *testing.T) {
	dc := adtest.Samba(t)
	o := admin(dc)
	o.Trace = &trace.Log{}
	last := func() string {
		all := o.Trace.Events()
		return all[len(all)-1].Command
	}
	c := dial(t, o)
	if _, err := c.Info(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := ad.Query{Scope: ad.ScopeSub, Filter: "(objectClass=*)", Attributes: []string{"cn"}}
	got, _, err := ad.SearchAll(t.Context(), c, q)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Count("\n"+dc.Ldapsearch("-E", "pr=500/noprompt", "-b", dc.BaseDN, "(objectClass=*)", "dn"), "\ndn:"); len(got) != want {
		t.Errorf("%d objects, ldapsearch %d", len(got), want)
	}
	if strings.Contains(last(), "pr=") {
		t.Errorf("asked in pages: %s", last())
	}
	q.Limit = 10
	limited, cov, err := ad.SearchAll(t.Context(), c, q)
	if err != nil || len(limited) != 10 || !cov.Truncated || !strings.Contains(last(), "pr=") {
		t.Errorf("limit: %d objects, %+v, %v, %s", len(limited), cov, err, last())
	}
}

func TestForestSearchAsksTheCatalogueAndFallsBack(t *testing.T) {
	dc := adtest.Samba(t)
	web := dc.AddComputer(adtest.Name("web"), "x")
	q := ad.Query{Scope: ad.ScopeSub, Forest: true, Filter: "(servicePrincipalName=HOST/" + web.Host + ")", Attributes: []string{"cn"}}
	c := dial(t, admin(dc))
	got, cov, err := ad.SearchAll(t.Context(), c, q)
	if err != nil || len(got) != 1 || !cov.Forest || cov.Source.Kind != "gc" || cov.Note != "" {
		t.Errorf("catalogue: %d objects, %+v, %v", len(got), cov, err)
	}
	o := admin(dc)
	o.GlobalCatalog = dc.Addr + ":7"
	got, cov, err = ad.SearchAll(t.Context(), dial(t, o), q)
	if err != nil || len(got) != 1 || cov.Source.Kind != "ldap" || !cov.Forest || !strings.Contains(cov.Note, "refuses connections") {
		t.Errorf("without catalogue: %d objects, %+v, %v", len(got), cov, err)
	}
}

func TestSearchStopsWithItsContextAndItsConsumer(t *testing.T) {
	dc := adtest.Samba(t)
	c := dial(t, admin(dc))
	ctx, cancel := context.WithCancel(t.Context())
	q := ad.Query{Scope: ad.ScopeSub, Attributes: []string{"*"}}
	_, err := c.Search(ctx, q, func(ad.Entry) error { cancel(); return nil })
	var p *ad.Problem
	if !errors.As(err, &p) || p.Kind != ad.ProblemCancelled {
		t.Errorf("cancelled search: %v", err)
	}
	enough := errors.New("enough")
	if _, err := c.Search(t.Context(), q, func(ad.Entry) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("stopped search: %v", err)
	}
	// Searches inside a search, and several at a time, share the connection.
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			n := 0
			_, err := c.Search(t.Context(), ad.Query{Scope: ad.ScopeSub, Filter: "(objectClass=user)", Attributes: []string{"cn"}}, func(e ad.Entry) error {
				n++
				_, _, err := ad.SearchAll(t.Context(), c, ad.Query{Base: e.DN, Attributes: []string{"cn"}})
				return err
			})
			if err != nil || n == 0 {
				t.Errorf("nested search: %d, %v", n, err)
			}
		})
	}
	all.Wait()
}
