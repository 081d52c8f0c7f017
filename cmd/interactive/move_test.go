package interactive

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/ad/lab"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/ui/screen"
)

// Without a login the console is led to a domain controller: the fingerprint of
// its unknown authority is shown, accepted once, and a password logs in.
func TestConnectingFromTheConsole(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the lab")
	}
	l, err := lab.Start(t.Context(), lab.Options{Scenario: "healthy"})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv("KRB5CCNAME", "FILE:"+t.TempDir()+"/none")
	conf := filepath.Join(t.TempDir(), "krb5.conf")
	if err := os.WriteFile(conf, []byte(l.Krb5Conf()), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("KRB5_CONFIG", conf)
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}, Flags: app.Flags{Timeout: 5e9, Parallel: 4, Servers: []string{"127.0.0.1:1"}}}
	defer s.Close()
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := Backend{Session: s}
	if !slices.Contains(b.Setup().Logins, screen.AtServer) {
		t.Error("the console offers no server")
	}
	before := s.Live()
	login := screen.Login{Kind: screen.AtServer, Server: l.LDAPSURL()}
	_, p := b.Login(t.Context(), login)
	var u *screen.Untrusted
	if !errors.As(p, &u) || len(u.Fingerprint) != 64 || s.Live() != before {
		t.Fatalf("an unknown authority: %v", p)
	}
	login.Fingerprint = strings.Repeat("0", 64)
	if _, p := b.Login(t.Context(), login); !errors.As(p, new(*screen.Untrusted)) {
		t.Fatalf("another fingerprint than the server's: %v", p)
	}
	login.Fingerprint = u.Fingerprint
	st, p := b.Login(t.Context(), login)
	if p != nil || st.Realm != l.Realm() || st.Identity != "" || st.Protection != "TLS" {
		t.Fatalf("%+v %v", st, p)
	}
	account := l.Accounts()[0]
	st, p = b.Login(t.Context(), screen.Login{Kind: screen.WithPassword, Principal: account.Name, Password: []byte(account.Password)})
	if !strings.HasPrefix(strings.ToLower(st.Identity), account.Name) || st.Protection != "TLS" {
		t.Errorf("%+v %v", st, p)
	}
	if _, err := s.Directory(t.Context()); err != nil {
		t.Error(err)
	}
}

// :lab puts other faults into the lab, while the console stays.
func TestChangingTheLabFromTheConsole(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the lab")
	}
	s := apptest.LabSession(t, "healthy")
	b := Backend{Session: s}
	setup := b.Setup()
	if !slices.Contains(setup.Scenarios, "duplicates") || !slices.Contains(setup.Logins, screen.InLab) || slices.Contains(setup.Logins, screen.AtServer) {
		t.Errorf("%v %v", setup.Scenarios, setup.Logins)
	}
	if _, p := b.Login(t.Context(), screen.Login{Kind: screen.InLab, Scenario: "nothing like it"}); p == nil {
		t.Error("a scenario that is none was started")
	}
	st, p := b.Login(t.Context(), screen.Login{Kind: screen.InLab, Scenario: "duplicates"})
	if p != nil || st.Scenario != "duplicates" || st.Identity == "" {
		t.Fatalf("%+v %v", st, p)
	}
	if b.Current().Samples == nil {
		t.Error("the lab's values are gone")
	}
}
