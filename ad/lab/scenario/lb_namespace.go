package scenario

// lbNamespace is a load-balanced Exchange 2016 that lost a name, with a server
// that was not told of the new password.
var lbNamespace = Scenario{Name: "lb-namespace", Title: "Outlook falls back to NTLM on a load-balanced namespace (Exchange 2013+)",
	Faults: []string{"lb-missing-mail", "lb-misplaced-autodiscover", "lb-etypes-unset", "lb-member-old"}}
