package plan_test

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ui/uitest"
)

// toThePlan walks the sample and opens its plan.
func toThePlan(t *testing.T, change func(*uitest.Backend, *uitest.Forest)) (*uitest.Driver, *uitest.Forest, *uitest.Clock) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	b := uitest.Console(f)
	if change != nil {
		change(b, f)
	}
	d := uitest.New(t, b, clock, 100, 34)
	d.Press("enter", "f")
	d.Sees("3 changes planned")
	return d, f, clock
}

func confirm(d *uitest.Driver, clock *uitest.Clock, word string) {
	d.Press("enter")
	clock.Pass(time.Second)
	d.Type(word)
	d.Press("enter")
}

// Only the loser's name writes the plan; another word and esc write nothing.
func TestOnlyTheRightWordWrites(t *testing.T) {
	for _, word := range []string{"yes", "CAS1", "CASARRAY-ASA$", ""} {
		d, f, clock := toThePlan(t, nil)
		confirm(d, clock, word)
		if len(f.Writes) != 0 {
			t.Errorf("%q wrote %+v", word, f.Writes)
		}
	}
	d, f, clock := toThePlan(t, nil)
	d.Press("enter")
	clock.Pass(time.Second)
	d.Press("esc")
	d.Lacks("Write 3 changes?")
	if len(f.Writes) != 0 {
		t.Errorf("esc wrote %+v", f.Writes)
	}
}

// What was written is shown change by change, verified, and undone with u: the SPN is
// back where it was.
func TestWrittenVerifiedAndUndone(t *testing.T) {
	d, f, clock := toThePlan(t, nil)
	confirm(d, clock, "CAS1$")
	if len(f.Writes) != 3 || f.Writes[len(f.Writes)-1].DN == "" {
		t.Fatalf("wrote %+v", f.Writes)
	}
	moved := func() string {
		for i := len(f.Writes) - 1; i >= 0; i-- {
			if c := f.Writes[i]; c.Value == "exchangeRFR/outlook.contoso.lab" && c.Op == ad.AddValue {
				return c.Account
			}
		}
		return ""
	}
	if moved() != "CASARRAY-ASA$" {
		t.Errorf("the SPN went to %s", moved())
	}
	d.Lacks("✗ refused")
	before := len(f.Writes)
	d.Press("u")
	clock.Pass(time.Second)
	d.Sees("ndo")
	if len(f.Writes) != before {
		t.Error("undone without a question")
	}
}

// A directory that refuses is told with its reason, and what was not written is not called
// done.
func TestARefusal(t *testing.T) {
	d, f, clock := toThePlan(t, func(_ *uitest.Backend, f *uitest.Forest) {
		f.Refuse = &ad.Problem{Kind: ad.ProblemNoRight, What: "writing servicePrincipalName", Why: "insufficientAccessRights", Do: "ask for the right"}
	})
	confirm(d, clock, "CAS1$")
	d.Sees("insufficientAccessRights")
	d.Lacks("3 of 3", "every change was written")
	_ = f
}

// Without an editor the plan is read, copied and not written, and the key says why.
func TestAReadOnlyPlan(t *testing.T) {
	d, f, _ := toThePlan(t, func(b *uitest.Backend, _ *uitest.Forest) { b.Editor, b.WhyReadOnly = nil, "--read-only was given" })
	d.Press("enter")
	d.Sees("--read-only was given")
	d.Lacks("Write 3 changes?")
	d.Press("tab")
	d.Sees("setspn -")
	d.Press("y", "esc")
	if len(f.Writes) != 0 || len(d.Copied) != 1 {
		t.Errorf("wrote %+v, copied %q", f.Writes, d.Copied)
	}
}

// What a plan of tier 0 demands is refused by the gate with its reason.
func TestTheGateRefuses(t *testing.T) {
	d, f, clock := toThePlan(t, func(b *uitest.Backend, _ *uitest.Forest) {
		b.Gate = refusing
	})
	d.Press("enter")
	clock.Pass(time.Second)
	d.Sees("it is a domain controller")
	d.Lacks("Write 3 changes?")
	if len(f.Writes) != 0 {
		t.Errorf("wrote %+v", f.Writes)
	}
}
