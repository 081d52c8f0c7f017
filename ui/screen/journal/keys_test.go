package journal_test

import (
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/uitest"
)

// planned is a console whose journal has a plan of two changes.
func planned(t *testing.T) (*uitest.Driver, *uitest.Forest, *[]ui.JournalRow) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	list := []ui.JournalRow{}
	for i, account := range []string{"CAS1", "CASARRAY-ASA"} {
		dn := map[string]string{"CAS1": "CN=CAS1,OU=Exchange," + uitest.Domain, "CASARRAY-ASA": "CN=CASARRAY-ASA,CN=Computers," + uitest.Domain}[account]
		list = append(list, ui.JournalRow{ID: string(rune('1' + i)), At: clock.Now().Add(time.Duration(i-5) * time.Minute), By: "alice", Server: "dc1", State: "done", Plan: "p1",
			Change: ad.Change{DN: dn, Account: account + "$", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: "http/" + strings.ToLower(account)}})
	}
	b.OnJournal = func() ([]ui.JournalRow, error) { return list, nil }
	return uitest.New(t, b, clock, 100, 30), f, &list
}

// The newest entry comes first; sorting by another column and back keeps the cursor on
// its entry.
func TestEntriesAreSorted(t *testing.T) {
	d, _, _ := planned(t)
	d.Press("w")
	d.Sees("2 written, newest first")
	v := d.View()
	if strings.Index(v, "http/casarray-asa") > strings.Index(v, "http/cas1") {
		t.Errorf("the oldest comes first:\n%s", v)
	}
	d.Press(">", ">")
	v = d.View()
	if strings.Index(v, "http/casarray-asa") < strings.Index(v, "http/cas1") {
		t.Errorf("not sorted by account:\n%s", v)
	}
	d.Sees("▸ 03-02 09:08:00Z  CASARRAY-ASA$")
}

// What is copied is the entry under the cursor; what another program wrote since is there
// after r.
func TestCopyAndReadAgain(t *testing.T) {
	d, _, list := planned(t)
	d.Press("w", "down", "y", "esc")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "http/cas1") || strings.Contains(d.Copied[0], "http/casarray") {
		t.Errorf("copied %q", d.Copied)
	}
	*list = append(*list, (*list)[0])
	(*list)[2].ID, (*list)[2].Change.Value = "3", "http/since"
	d.Lacks("http/since")
	d.Press("r")
	d.Sees("http/since", "3 written")
	d.Press("enter")
	d.Sees("entry")
	d.Press("y", "esc", "esc")
	if len(d.Copied) != 2 || !strings.Contains(d.Copied[1], "http/cas1") {
		t.Errorf("copied %q", d.Copied)
	}
}

// Undoing a plan shows every change of it, last first, and writes nothing before it was
// confirmed.
func TestAPlanIsUndoneAsAWhole(t *testing.T) {
	d, f, _ := planned(t)
	d.Press("w", "U")
	d.Sees("http/casarray-asa", "http/cas1")
	if v := d.View(); strings.Index(v, "http/casarray-asa") > strings.Index(v, "http/cas1") {
		t.Errorf("the last change is undone first:\n%s", v)
	}
	if len(f.Writes) != 0 {
		t.Errorf("written without a confirmation: %+v", f.Writes)
	}
	d.Press("esc", "esc")
	if len(f.Writes) != 0 {
		t.Errorf("esc wrote %+v", f.Writes)
	}
}

// A filter that nothing fits says so, and esc first shows everything, then leaves.
func TestFilterAndBack(t *testing.T) {
	d, _, _ := planned(t)
	d.Press("w", "/")
	d.Type("no such words")
	d.Lacks("http/cas1")
	d.Sees("esc")
	d.Press("enter", "esc")
	d.Sees("http/cas1", "http/casarray-asa")
	d.Press("esc")
	d.Sees("Walk me through")
}

// In a read-only console the journal is read and nothing of it is undone.
func TestReadOnly(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	b.Editor, b.WhyReadOnly = nil, "--read-only was given"
	b.OnJournal = func() ([]ui.JournalRow, error) { return rows(clock), nil }
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("w", "down", "down", "u")
	d.Sees("--read-only was given")
	d.Lacks("Undo this change?")
}

// Why a change cannot be undone is said by the key: it was refused, or its result is not
// known yet.
func TestWhyAChangeCannotBeUndone(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.OnJournal = func() ([]ui.JournalRow, error) { return rows(clock)[1:2], nil }
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("w", "u")
	d.Sees("it changed nothing that could be undone")
}
