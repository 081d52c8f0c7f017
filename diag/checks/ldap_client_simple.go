package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ldapClientSimple finds clients that send passwords over LDAP without TLS.
var ldapClientSimple = diag.Check{
	Code: "ldap-client-simple", Area: "ldap", Severity: diag.Warning, Needs: []string{"ldap.clients"},
	Run: func(r *diag.Reader, o *diag.Out) {
		ldapClients(r, o, facts.LDAPSimpleClear, diag.Unprotected, []int{2887, 2888}, func(c facts.LDAPCount) int { return c.Simple })
	},
}
