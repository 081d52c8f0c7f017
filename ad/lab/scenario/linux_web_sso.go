package scenario

// webSSOLinux is an apache whose keytab is older than the account's password, and a
// user in too many groups for its header limit.
var webSSOLinux = Scenario{Name: "web-sso-linux", Title: "Single sign-on to a web server on Linux fails (keytab)",
	Faults: []string{"web-keytab-kvno-behind", "web-token-too-large"}}
