package scenario

import (
	"fmt"
	"slices"

	"adwalk/ad/lab/fault"
	"adwalk/ad/lab/forest"
)

// Scenario is a state of the lab with a name: a set of faults, and what a
// person would bring along.
type Scenario struct {
	Name   string
	Title  string   // what the operator sees, one line
	Faults []string // by name
	Apply  func(*forest.Forest)
}

// Build puts the scenario's faults into a healthy forest. The error names a
// fault that does not exist.
func (s Scenario) Build(f *forest.Forest) error {
	for _, name := range s.Faults {
		x, ok := fault.Find(name)
		if !ok {
			return fmt.Errorf("scenario %s: no fault is called %s", s.Name, name)
		}
		x.Inject(f)
	}
	if s.Apply != nil {
		s.Apply(f)
	}
	return f.Err()
}

// All lists the scenarios in the order in which they are shown.
func All() []Scenario {
	return []Scenario{
		{Name: "healthy", Title: "nothing to find"},
		casArray, lbNamespace, kcdFrontEnd, smtpVirtualServers, mapiDoubleHop, serviceUnreachable, webSSOLinux, machineAccount, fileShare, sqlServer, remoteShell, gmsa, trust,
		duplicates, rc4Readiness, delegation, ntlmWhy, ldapSigning,
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
