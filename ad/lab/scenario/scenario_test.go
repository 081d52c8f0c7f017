package scenario

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad/lab/fault"
)

// Every scenario has a name of its own and a title, and names faults that exist.
func TestScenariosAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range All() {
		if seen[s.Name] || s.Title == "" || s.Name == "" || strings.Contains(s.Name, " ") {
			t.Errorf("%q: twice there, or without a name or a title", s.Name)
		}
		seen[s.Name] = true
		if len(s.Faults) == 0 && s.Apply == nil && s.Name != "healthy" {
			t.Errorf("%s has nothing to find", s.Name)
		}
		for i, name := range s.Faults {
			if _, ok := fault.Find(name); !ok || slices.Index(s.Faults, name) != i {
				t.Errorf("%s: the fault %s does not exist, or is named twice", s.Name, name)
			}
		}
		if got, ok := Find(s.Name); !ok || got.Title != s.Title {
			t.Errorf("%s is not found by its name", s.Name)
		}
	}
	if !seen["healthy"] || len(All()[0].Faults) > 0 {
		t.Error("the first scenario is the healthy one")
	}
	if _, ok := Find("no-such-scenario"); ok {
		t.Error("a scenario that does not exist was found")
	}
}

func TestAFaultThatDoesNotExistIsNamed(t *testing.T) {
	err := Scenario{Name: "x", Faults: []string{"no-such-fault"}}.Build(nil)
	if err == nil || err.Error() != "scenario x: no fault is called no-such-fault" {
		t.Errorf("%v", err)
	}
}
