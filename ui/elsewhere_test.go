package ui_test

import (
	"context"
	"testing"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

// With other faults in the lab nothing that was walked before is still said of it.
func TestAnotherScenarioIsAnotherForest(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	b.Logins = append(b.Logins, screen.InLab)
	b.Scenarios = []string{"healthy", "duplicates"}
	b.Setup.Status.Lab, b.Setup.Status.Scenario = true, "healthy"
	b.OnLogin = func(_ context.Context, l ui.Login) (ui.Status, *ad.Problem) {
		st := b.Setup.Status
		st.Scenario = l.Scenario
		return st, nil
	}
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
	b.Logins = append(b.Logins, screen.InLab)
	last := b.Guides[len(b.Guides)-1]
	b.Scenarios = []string{"healthy", last.ID}
	b.Setup.Status.Lab, b.Setup.Status.Scenario = true, "healthy"
	b.OnLogin = func(_ context.Context, l ui.Login) (ui.Status, *ad.Problem) {
		st := b.Setup.Status
		st.Scenario = l.Scenario
		return st, nil
	}
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("enter", ":")
	d.Type("lab " + last.ID)
	d.Press("enter")
	d.Sees("the lab now has the faults of "+last.ID, "What do you see?", "▸ "+last.Symptom)
	d.Lacks("has ended")
}
