package cli

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/session/inlab"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/cmd/interactive"
)

// A session of the lab becomes somebody else, is refused, and stays.
func TestLoggingInFromTheConsole(t *testing.T) {
	s := apptest.LabSession(t, "healthy")
	ctx := t.Context()
	st, p := interactive.ConnectConsole(ctx, s)
	if p != nil || st.Identity != "alice@CONTOSO.LAB" || st.Expires.IsZero() {
		t.Fatalf("%+v %v", st, p)
	}
	before, err := s.Directory(ctx)
	if err != nil {
		t.Fatal(err)
	}
	wrong := []byte("not his password")
	asked := len(apptest.TheLab(s).KDCEvents())
	if _, p := interactive.LoginConsole(ctx, s, "bob", wrong, ""); p == nil || p.Kind != ad.ProblemLogin {
		t.Fatalf("a wrong password: %v", p)
	}
	if strings.Trim(string(wrong), "\x00") != "" {
		t.Error("the password was not wiped")
	}
	attempts := len(apptest.TheLab(s).KDCEvents()) - asked
	if same, _ := s.Directory(ctx); same != before {
		t.Error("a refused login changed the connection")
	}
	if st, p := interactive.ConnectConsole(ctx, s); p != nil || st.Identity != "alice@CONTOSO.LAB" {
		t.Errorf("after the refusal: %+v %v", st, p)
	}
	if now := len(apptest.TheLab(s).KDCEvents()) - asked; now != attempts {
		t.Errorf("the KDC was asked %d times more after the refusal", now-attempts)
	}
	st, p = interactive.LoginConsole(ctx, s, "bob", []byte(inlab.Password(apptest.TheLab(s), "bob")), "")
	if p != nil || !strings.HasPrefix(strings.ToLower(st.Identity), "bob") {
		t.Fatalf("%+v %v", st, p)
	}
	caches, _ := app.HeldCaches{Session: s}.Caches(ctx)
	if len(caches) == 0 || !caches[0].Primary || caches[0].Principal != "bob@CONTOSO.LAB" || !strings.Contains(caches[0].Why, "password") {
		t.Errorf("caches %+v", caches)
	}
	if st, p := interactive.RenewConsole(ctx, s); p != nil || st.Expires.IsZero() {
		t.Errorf("renewing: %+v %v", st, p)
	}
	if a, p := interactive.ControllersConsole(ctx, s, "CASARRAY-ASA$", "servicePrincipalName"); p != nil || len(a.Controllers) == 0 || len(a.Spread()) == 0 {
		t.Errorf("controllers as bob: %+v %v", a, p)
	}
	if r := (app.LazyTickets{Session: s}).Ask(ctx, ad.TicketRequest{SPN: "http/mail.contoso.lab"}); r.Reply == nil || r.Reply.Client != "bob@CONTOSO.LAB" {
		t.Errorf("a ticket as bob: %+v", r)
	}
	if _, p := interactive.UseCache(ctx, s, "FILE:"+t.TempDir()+"/none"); p == nil {
		t.Error("a cache that is not there was taken")
	}
	if c := (app.LazyTickets{Session: s}).Client(); c != "bob@CONTOSO.LAB" {
		t.Errorf("now it is %s", c)
	}
}

// Against a real controller: from one cache of a collection to the other, with
// a keytab, and with a password, over LDAP sealed and over LDAPS.
func TestLoggingInFromTheConsoleAtSamba(t *testing.T) {
	dc := adtest.Samba(t)
	alice, bob := dc.AddUser(adtest.Name("alice"), "Wonder-land-1"), dc.AddUser(adtest.Name("bob"), "Builder-land-1")
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	copyTo := func(from, name string) {
		b, err := os.ReadFile(strings.TrimPrefix(from, "FILE:"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	copyTo(dc.Kinit(alice.Name, alice.Password), "tkt")
	copyTo(dc.Kinit(bob.Name, bob.Password), "tktbob001")
	if err := os.WriteFile(filepath.Join(dir, "primary"), []byte("tkt\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, server := range []string{dc.LDAP, dc.LDAPS} {
		t.Run(strings.SplitN(server, ":", 2)[0], func(t *testing.T) {
			t.Setenv("KRB5CCNAME", "DIR:"+dir)
			t.Setenv("KRB5_CONFIG", dc.Krb5Conf)
			s := &app.Session{Streams: app.Streams{In: strings.NewReader("")}, Flags: app.Flags{Servers: []string{server}, Realm: dc.Realm, KDCs: []string{dc.KDC}, CAFile: dc.CAFile, Timeout: 10e9, Parallel: 4}}
			t.Cleanup(s.Close)
			if err := s.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			is := func(st string, p *ad.Problem, who string) {
				t.Helper()
				if p != nil || !strings.Contains(strings.ToLower(st), strings.ToLower(who)) {
					t.Errorf("%s should be %s: %v", st, who, p)
				}
			}
			sealed := strings.HasPrefix(server, "ldap:")
			if sealed { // its LDAPS takes no ticket
				st, p := interactive.ConnectConsole(t.Context(), s)
				is(st.Identity, p, alice.Name)
				st, p = interactive.UseCache(t.Context(), s, "DIR::"+dir+"/tktbob001")
				is(st.Identity, p, bob.Name)
				if caches, _ := (app.HeldCaches{Session: s}).Caches(t.Context()); len(caches) != 2 || !caches[0].Primary || !strings.HasSuffix(caches[0].Name, "tktbob001") || caches[1].Primary {
					t.Errorf("caches %+v", caches)
				}
			}
			st, p := interactive.LoginConsole(t.Context(), s, alice.Name+"@"+dc.Realm, []byte(alice.Password), "")
			is(st.Identity, p, alice.Name)
			if sealed && st.Protection != "sealed" {
				t.Errorf("protection %s", st.Protection)
			}
			if sealed {
				bob := strings.TrimSuffix(bob.Name, "$") + "@" + dc.Realm
				st, p := interactive.LoginConsole(t.Context(), s, bob, nil, dc.ExportKeytab(bob))
				is(st.Identity, p, bob)
			}
			if _, p := interactive.RenewConsole(t.Context(), s); p != nil {
				t.Errorf("renewing: %v", p)
			}
			if r := (app.LazyTickets{Session: s}).Ask(t.Context(), ad.TicketRequest{SPN: "ldap/" + dc.Host}); r.Problem != nil {
				t.Errorf("a ticket: %v", r.Problem)
			}
		})
	}
}

// Others go on asking while the login changes: each gets an answer as one or
// the other.
func TestAskingWhileTheLoginChanges(t *testing.T) {
	s := apptest.LabSession(t, "healthy")
	ctx := t.Context()
	stop := make(chan struct{})
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if r := (app.LazyTickets{Session: s}).Ask(ctx, ad.TicketRequest{SPN: "http/mail.contoso.lab"}); r.Reply == nil {
					t.Errorf("%+v", r)
					return
				}
				_, _ = app.LazyDirectory{Session: s}.Info(ctx) // may be cut off when the old connection ends
				_, _ = app.HeldCaches{Session: s}.Caches(ctx)
				_ = s.Live().Current().Operator()
				_, _ = interactive.ControllersConsole(ctx, s, "", "")
			}
		})
	}
	for range 3 {
		for _, who := range []string{"bob", "alice"} {
			if _, p := interactive.LoginConsole(ctx, s, who, []byte(inlab.Password(apptest.TheLab(s), who)), ""); p != nil {
				t.Error(p)
			}
			if _, p := interactive.RenewConsole(ctx, s); p != nil {
				t.Error(p)
			}
		}
	}
	close(stop)
	all.Wait()
	if who := (app.LazyTickets{Session: s}).Client(); who != "alice@CONTOSO.LAB" {
		t.Errorf("in the end it is %s", who)
	}
}
