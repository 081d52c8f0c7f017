package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/uitest"
)

func open(t *testing.T, f *uitest.Forest, clock *uitest.Clock) *uitest.Driver {
	t.Helper()
	return uitest.New(t, uitest.Console(f), clock, 80, 24)
}

func console(t *testing.T) (*uitest.Driver, *uitest.Forest) {
	t.Helper()
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	return open(t, f, clock), f
}

// owners counts who holds a name.
func owners(f *uitest.Forest, spn string) int {
	hits, _, _ := ad.SearchAll(context.Background(), f, ad.Query{Scope: ad.ScopeSub, Filter: "(servicePrincipalName=" + spn + ")"})
	return len(hits)
}

// The whole way: from the symptom to one owner and a ticket for each name.
func TestAWalkEndsInOneOwnerAndATicketForEachName(t *testing.T) {
	d, f := console(t)
	d.Press("enter")
	d.Sees("✗ SPN owners", "missing", "misplaced", "3 changes")
	d.Press("f")
	d.Sees("planned", "+ exchangeMDB/outlook.contoso.lab", "- exchangeRFR/outlook.contoso.lab", "moves to CASARRAY-ASA$")
	confirm(d, "CAS1$")
	d.Sees("3 changes written", "✓ Fixed.", "15 minutes", "each read back from dc1.contoso.lab")
	for _, spn := range uitest.Names {
		if n := owners(f, spn); n != 1 {
			t.Errorf("%s has %d owners", spn, n)
		}
		if f.Ask(t.Context(), ad.TicketRequest{SPN: spn}).Reply == nil {
			t.Errorf("no ticket for %s", spn)
		}
	}
	d.Press("esc")
	d.Sees("✓ SPN owners", "✓ Verify", "✓ The fix", "written")
}

// Nothing but the word writes: not a wrong one, not a paste, not keys that were
// pressed before the question could be read, not esc.
func TestOnlyTheTypedWordConfirms(t *testing.T) {
	d, f := console(t)
	d.Press("enter", "f", "enter")
	d.Type("CAS1$") // in flight when the question came up
	d.Press("enter")
	d.Clock.Pass(time.Second)
	d.Press("enter")
	d.Paste("CAS1$")
	d.Press("enter")
	d.Type("yes")
	d.Press("enter")
	d.Sees("“yes” is not “CAS1$”")
	d.Press("esc")
	d.Sees("Cancelled: nothing was written", "planned")
	if len(f.Writes) > 0 {
		t.Fatalf("it wrote %v", f.Writes)
	}
}

func TestAReadOnlyConsoleShowsThePlanAndSaysWhyItCannotWrite(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	deps := uitest.Console(f)
	deps.Editor, deps.WhyReadOnly = nil, "--read-only was given"
	d := uitest.New(t, deps, clock, 80, 24)
	d.Sees("READ-ONLY")
	d.Press("enter", "f")
	d.Sees("enter apply", "READ-ONLY")
	for _, k := range []string{"enter", "a", "u"} {
		d.Press(k)
		d.Sees("nothing can be written: --read-only was given")
	}
	d.Press("tab")
	d.Sees("setspn -S exchangeMDB/outlook.contoso.lab")
	d.Press("y")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "setspn -D") {
		t.Errorf("the plan was not copied: %q", d.Copied)
	}
	if len(f.Writes) > 0 {
		t.Fatalf("it wrote %v", f.Writes)
	}
}

func TestARefusalIsExplainedAndNothingIsCalledResolved(t *testing.T) {
	d, f := console(t)
	f.Refuse = &ad.Problem{Kind: ad.ProblemNoRight, What: "the directory refused the change", Why: "alice has no right on servicePrincipalName of CAS1$", Do: "ask an administrator"}
	d.Press("enter", "f")
	confirm(d, "CAS1$")
	d.Sees("refused", "alice has no right", "ask an administrator", "nothing was written")
	d.Lacks("resolved")
}

// Between the plan and the word somebody else took a name.
func TestAForestThatChangedMeanwhileIsNotWrittenTo(t *testing.T) {
	d, f := console(t)
	d.Press("enter", "f")
	f.Add("CN=THIEF,CN=Computers,"+uitest.Domain, "computer", "THIEF$", "exchangeMDB/outlook.contoso.lab")
	confirm(d, "CAS1$")
	d.Sees("the forest changed since the plan was made", "THIEF$", "Nothing was written")
	if len(f.Writes) > 0 {
		t.Fatalf("it wrote %v", f.Writes)
	}
}

func TestUndoPutsTheDirectoryBack(t *testing.T) {
	d, f := console(t)
	d.Press("enter", "f")
	confirm(d, "CAS1$")
	d.Press("u")
	d.Clock.Pass(time.Second)
	d.Type("CASARRAY-ASA$")
	d.Press("enter")
	d.Sees("undone", "Undone")
	if owners(f, "exchangeMDB/outlook.contoso.lab") != 0 || owners(f, "exchangeRFR/outlook.contoso.lab") != 1 {
		t.Error("the directory is not as it was")
	}
	d.Press("esc")
	d.Sees("✗ SPN owners")
}

// stubborn refuses to take back one value.
type stubborn struct {
	*uitest.Forest
	keeps map[string]bool // ids
}

func (s stubborn) Apply(ctx context.Context, c ad.Change) ad.ChangeOutcome {
	out := s.Forest.Apply(ctx, c)
	s.keeps[out.ID] = c.Value == "exchangeMDB/outlook.contoso.lab"
	return out
}

func (s stubborn) Undo(ctx context.Context, id string) ad.ChangeOutcome {
	if s.keeps[id] {
		return ad.ChangeOutcome{ID: id, Problem: &ad.Problem{Kind: ad.ProblemRefused, What: "the directory wants to keep it"}}
	}
	return s.Forest.Undo(ctx, id)
}

// One entry that cannot be undone does not keep the others, and what was
// undone is not tried again.
func TestUndoGoesOnPastARefusal(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	deps := uitest.Console(f)
	deps.Editor = stubborn{f, map[string]bool{}}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("enter", "f")
	confirm(d, "CAS1$")
	d.Press("u")
	d.Clock.Pass(time.Second)
	d.Type("CASARRAY-ASA$")
	d.Press("enter")
	d.Sees("not everything was undone, 1 change still stands", "the directory wants to keep it")
	if owners(f, "exchangeMDB/outlook.contoso.lab") != 1 {
		t.Error("what was refused is gone")
	}
	f.Writes = nil
	d.Press("u")
	d.Sees("Undo 1 change?")
	d.Clock.Pass(time.Second)
	d.Type("CASARRAY-ASA$")
	d.Press("enter")
	if len(f.Writes) > 0 {
		t.Errorf("it wrote %v again", f.Writes)
	}
}

// A plan that only adds asks for yes.
func TestAPlanThatOnlyAddsAsksForYes(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	d := open(t, f, clock)
	f.Apply(t.Context(), ad.Change{DN: "CN=CAS1,OU=Exchange," + uitest.Domain, Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: "exchangeRFR/outlook.contoso.lab"})
	d.Press("enter", "f", "enter")
	d.Sees("Type yes and press enter")
	d.Clock.Pass(time.Second)
	d.Type("yes")
	d.Press("enter")
	d.Sees("✓ Fixed.")
}

// The journal's undo asks like every write, and tells what was undone.
func TestTheJournalTakesAWriteBack(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	asa := "CN=CASARRAY-ASA,CN=Computers," + uitest.Domain
	out := f.Apply(t.Context(), ad.Change{DN: asa, Account: "CASARRAY-ASA$", Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: "http/mail.contoso.lab"})
	deps := uitest.Console(f)
	deps.OnJournal = func() ([]ui.JournalRow, error) {
		return []ui.JournalRow{{ID: out.ID, At: clock.Now(), Change: out.Change, State: "done", Undone: owners(f, "http/mail.contoso.lab") == 1}}, nil
	}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("w", "u")
	d.Sees("Undo this change?", "add http/mail.contoso.lab")
	d.Clock.Pass(time.Second)
	d.Type("yes")
	d.Press("enter")
	d.Sees("undone: http/mail.contoso.lab is on CASARRAY-ASA$ again", "undone")
	d.Press("u")
	d.Sees("it was undone already")
}

// After an undo the cursor stays on the entry that was undone: u once more
// must not write it again.
func TestTheJournalsCursorStaysOnItsEntry(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	asa := "CN=CASARRAY-ASA,CN=Computers," + uitest.Domain
	out := f.Apply(t.Context(), ad.Change{DN: asa, Account: "CASARRAY-ASA$", Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: "http/mail.contoso.lab"})
	deps := uitest.Console(f)
	deps.OnJournal = func() ([]ui.JournalRow, error) {
		rows := []ui.JournalRow{{ID: out.ID, At: clock.Now(), Change: out.Change, State: "done", Before: []string{"http/mail.contoso.lab", "host/x"}, After: []string{"host/x"}}}
		if owners(f, "http/mail.contoso.lab") == 1 {
			rows = append(rows, ui.JournalRow{ID: "back", At: clock.Now(), Change: out.Change.Inverse(), State: "done", Undoes: out.ID})
		}
		return rows, nil
	}
	d := uitest.New(t, deps, clock, 80, 24)
	d.Press("w", "enter")
	d.Sees("gone   http/mail.contoso.lab", "kept   host/x")
	d.Press("esc", "u")
	d.Clock.Pass(time.Second)
	d.Type("yes")
	d.Press("enter", "u")
	d.Sees("it was undone already")
}
