package health_test

import (
	"testing"

	"adwalk/diag/guide"
	"adwalk/ui/uitest"
)

// The forest's checks are a list with counts; a filter narrows it, and enter shows
// the evidence.
func TestHealthListsWhatIsWrong(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	g := uitest.Guide()
	b.Health = func(string) (guide.Guide, error) {
		for i := range g.Steps {
			if g.Steps[i].ID == "owners" {
				return guide.Guide{ID: "check", Symptom: "The whole forest", Inputs: g.Inputs, Steps: g.Steps[:i+1]}, nil
			}
		}
		return g, nil
	}
	d := uitest.New(t, b, clock, 100, 30)
	d.Press("h")
	d.Sees("Health of the forest", "wrong")
	d.Press("/")
	d.Type("nothing has this word")
	d.Sees("No check has these words")
	d.Press("esc")
	d.Lacks("No check has these words")
}
