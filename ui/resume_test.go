package ui_test

import (
	"context"
	"testing"
	"time"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/uitest"
)

// held is a directory that answers nothing until it is let go.
type held struct {
	guide.Collector
	gate chan struct{}
}

func (h held) Collect(ctx context.Context, reqs []diag.Request, s *diag.Snapshot, p guide.Progress) {
	select {
	case <-h.gate:
	case <-ctx.Done():
		return
	}
	h.Collector.Collect(ctx, reqs, s, p)
}

// After a break the findings and their evidence are on the screen at once, with when
// they were seen, before the directory has answered anything; what is looked up afresh
// takes their place, and nothing is planned from what was seen then.
func TestFindingsAreBackAtOnceAfterABreak(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("enter")
	for range 5 {
		d.Press("left")
	}
	d.Sees("SPN owners", "exchangeMDB/outlook.contoso.lab", "no account in the forest holds")
	at := clock.Now().UTC().Format("2006-01-02 15:04")
	d.Model.KeepNow() // as when the terminal goes away
	clock.Pass(3 * time.Hour)

	f.Add("CN=NEW,CN=Computers,"+uitest.Domain, "computer", "CASARRAY-ASA$", "exchangeMDB/outlook.contoso.lab") // meanwhile
	gate := make(chan struct{})
	b.Engine.Collector = held{f, gate}
	next := uitest.Start(t, b, clock, 100, 30)
	next.Until("Resume:")
	next.Key("enter")
	next.Until("As seen " + at)
	for range 5 {
		next.Key("left")
	}
	next.Sees("✗ SPN owners", "earlier", "exchangeMDB/outlook.contoso.lab", "no account in the forest holds", "looked up")
	next.Key("enter")
	next.Sees("evidence", "As seen "+at, "Check spn-missing")
	next.Key("esc")
	next.Key("f")
	next.Lacks("planned")

	close(gate)
	next.Settle()
	next.Lacks("As seen", "earlier session", "exchangeMDB/outlook.contoso.lab  missing")
	next.Sees("step 1 of 5", "✗ SPN owners")
	next.Press("enter")
	next.Lacks("no account in the forest holds")
}

// What was seen long ago stays marked with when it was, also when the session in
// between was ended before anything was looked up.
func TestWhatWasSeenKeepsItsTime(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("enter")
	at := clock.Now().UTC().Format("2006-01-02 15:04")
	d.Model.KeepNow()
	gate := make(chan struct{})
	defer close(gate)
	b.Engine.Collector = held{f, gate}
	for range 2 {
		clock.Pass(24 * time.Hour)
		next := uitest.Start(t, b, clock, 100, 30)
		next.Until("Resume:")
		next.Key("enter")
		next.Until("As seen " + at)
		next.Model.KeepNow()
	}
}

// Whoever asks to resume is told when there is nothing to go on with.
func TestResumeSaysWhenNothingWasKept(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Setup.Resume = true
	uitest.New(t, b, clock, 100, 30).Sees("nothing was kept of an earlier session in this forest", "What do you see?")
}
