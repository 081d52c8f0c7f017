package scenario

import (
	"slices"

	"adwalk/ad/lab/forest"
)

// Scenario is a state of the lab with a name.
type Scenario struct {
	Name  string
	Title string // what the operator sees, one line
	Apply func(*forest.Forest)
}

// All lists the scenarios in the order in which they are shown.
func All() []Scenario {
	return []Scenario{
		{"healthy", "nothing to find", func(*forest.Forest) {}},
		casArray,
	}
}

// Find returns a scenario by name.
func Find(name string) (Scenario, bool) {
	all := All()
	i := slices.IndexFunc(all, func(s Scenario) bool { return s.Name == name })
	if i < 0 {
		return Scenario{}, false
	}
	return all[i], true
}
