package scenario

// ldapSigning is a domain before the change: one domain controller of two was forgotten,
// and three clients would be refused.
var ldapSigning = Scenario{Name: "ldap-signing", Title: "Which LDAP logins break when signing is required?",
	Faults: []string{"ldap-unsigned-dc2", "ldap-unbound", "ldap-copier", "ldap-monitor", "ldap-old-java"}}
