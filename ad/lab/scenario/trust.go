package scenario

// trust is a service of the other forest whose SPN was registered here as well.
var trust = Scenario{Name: "trust", Title: "Users cannot reach a service in another forest", Faults: []string{"trust-two-realms"}}
