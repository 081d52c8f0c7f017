package scenario

// gmsa is a managed account whose group lost the web server.
var gmsa = Scenario{Name: "gmsa", Title: "A service with a group-managed account does not start", Faults: []string{"gmsa-host-left"}}
