package lab

import "time"

// Options choose what Start runs. The zero value is the healthy forest on
// 127.0.0.1 with free ports.
type Options struct {
	// Scenario names what runs: "" is "healthy"; see Scenarios. Faults may be
	// added with plus signs ("healthy+asa-disabled+member-old-CAS2"), and
	// "variant:NAME" is the healthy forest in another legitimate layout.
	Scenario string
	Faults   []string         // single faults on top, by name; see Faults in package fault
	Variant  string           // a healthy variant instead of the usual layout
	Clock    func() time.Time // the lab's clock; nil is time.Now
	Host     string           // address of the domain controller; "" is 127.0.0.1
	SecondDC bool             // a second domain controller with a copy of its own
	Trust    bool             // a second forest, fabrikam.lab, with a trust to it
}

// Account is someone who may log in to the lab.
type Account struct {
	Name     string // sAMAccountName
	Password string
	Role     string // operator, auditor, user
	May      string // in words
}

// ScenarioInfo names a scenario.
type ScenarioInfo struct{ Name, Title string }

// Fault is one thing that was put into the lab to be found.
type Fault struct {
	Subject string // an SPN, an account, a member or a host
	Verdict string // one of the house's verdicts
	Words   string // what is wrong, for a person
	Area    string // spn, account, etype, ticket, delegation, exchange, dns, kdc, clock
	Code    string // of the finding that names it
}
