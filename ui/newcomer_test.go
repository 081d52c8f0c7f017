package ui_test

import (
	"context"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad"
	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

// ctrl+z returns to the shell, from a list, a text field and a dialog; in a session that
// must not reach a shell it does nothing.
func TestCtrlZSuspends(t *testing.T) {
	suspends := func(d *uitest.Driver) bool {
		_, cmd := d.Model.Update(tea.KeyMsg{Type: tea.KeyCtrlZ})
		if cmd == nil {
			return false
		}
		_, ok := cmd().(tea.SuspendMsg)
		return ok
	}
	clock := uitest.NewClock()
	d := uitest.New(t, uitest.Console(uitest.NewForest(clock)), clock, 80, 24)
	for _, keys := range [][]string{nil, {"/"}, {"esc", ":"}, {"esc", "enter", "f", "enter"}} {
		if d.Press(keys...); !suspends(d) {
			t.Errorf("after %q ctrl+z does nothing:\n%s", keys, d.View())
		}
	}
	b := uitest.Console(uitest.NewForest(clock))
	b.NoSuspend = true
	if suspends(uitest.New(t, b, clock, 80, 24)) {
		t.Error("a restricted session can be suspended")
	}
}

type noCaches struct{}

func (noCaches) Caches(context.Context) ([]ad.CredCache, error) {
	return []ad.CredCache{{Name: "FILE:/tmp/krb5cc_0", Problem: &ad.Problem{Kind: ad.ProblemNotFound, What: "reading /tmp/krb5cc_0", Why: "there is no such file", Do: "log in with kinit"}}}, nil
}

// A credential cache that does not exist is not called in use, and the console's
// own login is named.
func TestACacheThatIsNotThereIsNotInUse(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Caches, b.Logins = noCaches{}, []screen.LoginKind{screen.WithPassword}
	d := uitest.New(t, b, clock, 80, 24)
	d.Press("t")
	d.Sees("not in use", "/tmp/krb5cc_0", "there is no such file", "L log in")
}
