package cli

import (
	"io"
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
	"adwalk/cmd/interactive"
	"adwalk/ui/uitest"
)

// A user and a computer share their name but for the dollar sign: the console asks
// which one is meant, a number chooses, and everything that follows is about that one.
func TestTwoAccountsOfOneName(t *testing.T) {
	dc := adtest.Samba(t)
	reader := dc.AddUser(adtest.Name("reader"), "Read-Only-Key-1")
	stem := adtest.Name("kiosk")
	dc.Tool("computer", "create", stem)
	dc.Tool("user", "disable", stem+"$")
	dc.Tool("user", "create", stem, "Foreign-Key-1")
	dc.Tool("spn", "add", "http/"+stem+"-menu."+strings.ToLower(dc.Realm), stem)
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	for _, w := range []struct{ number, chosen, account string }{
		{"1", "CN=" + stem + ",CN=Users", stem},
		{"2", "CN=" + stem + ",CN=Computers", stem + "$"},
	} {
		s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard},
			Flags: app.Flags{Servers: []string{dc.LDAPS}, Realm: dc.Realm, KDCs: []string{dc.KDC}, CAFile: dc.CAFile, User: reader.Name + "@" + dc.Realm,
				PasswordFile: dc.PasswordFile(reader.Password), Timeout: 10e9, Parallel: 4}}
		t.Cleanup(s.Close)
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		b := interactive.Backend{Session: s}
		d := uitest.New(t, &uitest.Backend{Setup: b.Setup(), Access: b.Current(), OnConnect: b.Connect}, uitest.NewClock(), 80, 24)
		d.Press(":")
		d.Type("walk service-unreachable")
		d.Press("enter")
		d.Type("http/" + stem + "-menu." + strings.ToLower(dc.Realm))
		d.Press("enter", "i", "down", "enter")
		d.Type(stem)
		d.Press("enter")
		d.Sees(`Which account is "`+stem+`"?`, "1", "2", stem+"$")
		d.Press(w.number)
		st, ok := d.Model.WalkState()
		if !ok {
			t.Fatalf("no walk:\n%s", d.View())
		}
		if got := st.Decided[stem].Choice; !strings.HasPrefix(got, w.chosen) {
			t.Errorf("%s chose %q, want %s…", w.number, got, w.chosen)
		}
		for _, u := range st.Plan.Choices {
			if u.Identity {
				t.Errorf("still asked: %+v", u)
			}
		}
		disabled, misplaced := false, false
		for _, f := range st.Findings {
			disabled = disabled || f.Code == "account-disabled" && f.Subject == w.account
			misplaced = misplaced || f.Code == "spn-misplaced"
		}
		if computer := w.number == "2"; disabled != computer || misplaced != computer {
			t.Errorf("%s: disabled %v, misplaced %v; findings %+v\n%s", w.account, disabled, misplaced, st.Findings, d.View())
		}
	}
}
