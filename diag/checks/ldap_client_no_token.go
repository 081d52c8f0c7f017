package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ldapClientNoToken finds clients that log in inside TLS without a valid channel binding token.
var ldapClientNoToken = diag.Check{
	Code: "ldap-client-no-token", Area: "ldap", Severity: diag.Warning, Needs: []string{"ldap.clients"},
	Run: func(r *diag.Reader, o *diag.Out) {
		ldapClients(r, o, facts.LDAPNoToken, diag.Unsupported, []int{3040}, func(c facts.LDAPCount) int { return c.Unsigned })
	},
}
