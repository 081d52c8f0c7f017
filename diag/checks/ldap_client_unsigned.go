package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ldapClientUnsigned finds clients that log in to LDAP and sign nothing.
var ldapClientUnsigned = diag.Check{
	Code: "ldap-client-unsigned", Area: "ldap", Severity: diag.Warning, Needs: []string{"ldap.clients"},
	Run: func(r *diag.Reader, o *diag.Out) {
		ldapClients(r, o, facts.LDAPUnsigned, diag.Unprotected, []int{2887, 2888}, func(c facts.LDAPCount) int { return c.Unsigned })
	},
}
