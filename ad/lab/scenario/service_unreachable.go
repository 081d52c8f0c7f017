package scenario

// serviceUnreachable is a web application behind an alias, whose account was
// set to a dead encryption type.
var serviceUnreachable = Scenario{Name: "service-unreachable", Title: "A client cannot get Kerberos to a service (any)",
	Faults: []string{"dns-cname-app", "service-owner-no-aes-keys"}}
