package ui_test

import (
	"context"
	"testing"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

// inLab makes a console that of the healthy lab, which can be given the faults of another
// scenario.
func inLab(b *uitest.Backend, other string) {
	b.Logins = append(b.Logins, screen.InLab)
	b.Scenarios = []string{"healthy", other}
	b.Setup.Status.Lab, b.Setup.Status.Scenario = true, "healthy"
	b.OnLogin = func(_ context.Context, l ui.Login) (ui.Status, *ad.Problem) {
		st := b.Setup.Status
		st.Scenario = l.Scenario
		return st, nil
	}
}

// With other faults in the lab nothing that was walked before is still said of it.
func TestAnotherScenarioIsAnotherForest(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	inLab(b, "duplicates")
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("enter")
	d.Press("esc")
	d.Sees("walked")
	d.Press(":")
	d.Type("lab duplicates")
	d.Press("enter")
	d.Sees("the lab now has the faults of duplicates")
	d.Lacks("walked")
	d.Sees("faults of duplicates. For others: :lab NAME")
}

// It is asked for from a walk as well: the walk is of a forest that is no more, and what
// stands under the cursor is the walkthrough for the new faults.
func TestAnotherScenarioLeavesTheOldWalk(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	last := b.Guides[len(b.Guides)-1]
	inLab(b, last.ID)
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("enter", ":")
	d.Type("lab " + last.ID)
	d.Press("enter")
	d.Sees("the lab now has the faults of "+last.ID, "What do you see?", "▸ "+last.Symptom)
	d.Lacks("has ended")
}
