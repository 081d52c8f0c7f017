package scenario

// delegation are rights to act for users that are wrong or lead nowhere.
var delegation = Scenario{Name: "delegation", Title: "Who may delegate to whom? (forest)",
	Faults: []string{"delegation-unconstrained", "delegation-target-missing", "delegation-target-disabled", "delegation-orphan-resource"}}
