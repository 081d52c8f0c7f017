package scenario

// ntlmWhy is a portal without an SPN, and a drive mapped by address.
var ntlmWhy = Scenario{Name: "ntlm-why", Title: "Who still uses NTLM, and why? (events)",
	Faults: []string{"ntlm-missing", "ntlm-address", "ntlm-direct"}}
