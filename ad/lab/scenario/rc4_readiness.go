package scenario

// rc4Readiness are accounts that the end of RC4 will cut off.
var rc4Readiness = Scenario{Name: "rc4-readiness", Title: "Are we ready for the end of RC4? (forest)",
	Faults: []string{"rc4-only", "rc4-old-computer", "service-owner-no-aes-keys"}}
