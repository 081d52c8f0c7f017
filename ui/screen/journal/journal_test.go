package journal_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/uitest"
)

func rows(clock *uitest.Clock) []ui.JournalRow {
	change := func(account, value string) ad.Change {
		return ad.Change{DN: "CN=" + account + ",CN=Computers," + uitest.Domain, Account: account + "$", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: value}
	}
	return []ui.JournalRow{
		{ID: "1", At: clock.Now().Add(-time.Hour), By: "alice", Server: "dc1", Change: change("WEB1", "http/web1"), State: "done", Before: []string{"host/web1"}, After: []string{"host/web1", "http/web1"}},
		{ID: "2", At: clock.Now().Add(-time.Minute), By: "alice", Server: "dc1", Change: change("WEB2", "http/web2"), State: "refused", Problem: "insufficientAccessRights"},
		{ID: "3", At: clock.Now(), By: "alice", Server: "dc1", Change: change("WEB3", "http/web3"), State: "intended"},
	}
}

// Entries are filtered, each shows what it changed, and only a change that was made
// can be undone.
func TestOnlyWhatWasMadeIsUndone(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	b.OnJournal = func() ([]ui.JournalRow, error) { return rows(clock), nil }
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("w")
	d.Sees("http/web1", "http/web2", "http/web3")
	for _, refused := range []string{"web2", "web3"} {
		d.Press("/")
		d.Type(refused)
		d.Press("enter", "u")
		d.Lacks("Undo this change?")
		d.Press("esc")
	}
	d.Press("/")
	d.Type("WEB1")
	d.Press("enter")
	d.Lacks("http/web2")
	d.Press("u")
	d.Sees("Undo this change?")
	clock.Pass(time.Second)
	d.Press("esc")
	d.Lacks("Undo this change?")
	d.Press("enter")
	d.Sees("http/web1", "host/web1")
	if len(f.Writes) != 0 {
		t.Errorf("written without a confirmation: %v", f.Writes)
	}
}

// A journal that cannot be read is said; it is not an empty one.
func TestAJournalThatCannotBeRead(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.OnJournal = func() ([]ui.JournalRow, error) { return nil, errors.New("it belongs to user 1007") }
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("w")
	d.Sees("it belongs to user 1007")
}

// The count tells writes from refusals, and every time is UTC and says so.
func TestARefusalIsNotCountedAsWritten(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.OnJournal = func() ([]ui.JournalRow, error) { return rows(clock), nil }
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("w")
	d.Sees("1 written, 1 refused, 1 unknown")
	for _, r := range rows(clock) {
		if at := r.At.UTC().Format("15:04:05"); !strings.Contains(d.View(), at+"Z") {
			t.Errorf("%s stands there without its zone:\n%s", at, d.View())
		}
	}
}

// A letter that looks like another is marked in an entry's details, too: before and after
// would read the same.
func TestDetailsMarkWhatLooksLikeAnother(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.OnJournal = func() ([]ui.JournalRow, error) {
		r := rows(clock)[0]
		r.Change.Op, r.Change.Value = ad.DeleteValue, "http/w\u0435b1"
		r.Before, r.After = []string{"http/w\u0435b1", "host/web1"}, []string{"host/web1"}
		r.Left = []ad.Change{{Op: ad.AddValue, Value: "http/\u0430", DN: "CN=x"}}
		return []ui.JournalRow{r}, nil
	}
	d := uitest.New(t, b, clock, 100, 40)
	d.Press("w", "enter")
	d.Sees("delete http/w\u0435‹U+0435›b1", "gone   http/w\u0435‹U+0435›b1", "kept   host/web1", "not made   add http/\u0430‹U+0430›")
	d.Lacks("w\u0435b1")
}
