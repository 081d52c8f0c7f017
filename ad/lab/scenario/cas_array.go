package scenario

// casArray is the array whose names were never finished: Outlook falls back to
// NTLM.
var casArray = Scenario{Name: "cas-array", Title: "Outlook falls back to NTLM on a client access array (Exchange 2010)", Faults: []string{
	"array-missing-exchangemdb-outlook-fqdn", "array-missing-exchangemdb-outlook", "array-missing-exchangerfr-outlook",
	"array-missing-exchangeab-outlook-fqdn", "array-missing-exchangeab-outlook",
	"array-misplaced-exchangerfr-outlook-fqdn", "array-duplicate-http-autodiscover-fqdn", "asa-etypes-unset", "member-old-CAS2",
}}
