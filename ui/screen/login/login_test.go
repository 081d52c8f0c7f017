package login_test

import (
	"context"
	"testing"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

func opened(t *testing.T) (*uitest.Driver, *[]ui.Login) {
	t.Helper()
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Logins = []screen.LoginKind{screen.WithPassword, screen.WithKeytab}
	var asked []ui.Login
	b.OnLogin = func(_ context.Context, l ui.Login) (ui.Status, *ad.Problem) {
		clear(l.Password)
		asked = append(asked, l)
		return ui.Status{Realm: "CONTOSO.LAB", Server: "dc1.contoso.lab", Identity: l.Principal, Protection: "TLS"}, nil
	}
	d := uitest.New(t, b, clock, 100, 30)
	d.Press(":")
	d.Type("login")
	d.Press("enter")
	return d, &asked
}

// Nothing is sent before everything was given: an empty name or password goes
// nowhere, and esc leaves the login as it was.
func TestNothingIsSentUntilAllWasGiven(t *testing.T) {
	d, asked := opened(t)
	d.Press("p", "enter")
	d.Press("esc", "p")
	d.Type("bob")
	d.Press("enter", "esc")
	d.Press("p")
	d.Type("bob")
	d.Press("enter", "enter")
	if len(*asked) != 0 {
		t.Errorf("%+v", *asked)
	}
	d.Lacks("logged in as")
}

// A login that this console cannot make is on the screen with the reason, and its
// key does nothing.
func TestALoginThatCannotBeMade(t *testing.T) {
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 100, 30)
	d.Press(":")
	d.Type("login")
	d.Press("enter", "p")
	d.Sees("cannot change its login")
}

func TestAKeytabIsNamedAndThenItsPrincipal(t *testing.T) {
	d, asked := opened(t)
	d.Press("k")
	d.Type("/etc/web.keytab")
	d.Press("enter")
	d.Sees("principal")
	d.Type("http/web1@CONTOSO.LAB")
	d.Press("enter")
	if len(*asked) != 1 || (*asked)[0].Keytab != "/etc/web.keytab" || (*asked)[0].Principal != "http/web1@CONTOSO.LAB" || (*asked)[0].Kind != screen.WithKeytab {
		t.Errorf("%+v", *asked)
	}
}
