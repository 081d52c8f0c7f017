package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// ldapSigningOff finds domain controllers that take logins which are neither signed
// nor under TLS.
var ldapSigningOff = diag.Check{
	Code: "ldap-signing-off", Area: "ldap", Severity: diag.Warning, Needs: []string{"ldap.binds"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachController(r, o, func(f diag.Fact[ad.BindPolicy]) {
			ways := []ad.BindWay{ad.BindSimpleClear, ad.BindUnsigned}
			switch required, known := f.Value.Signing(); {
			case !known:
				o.Unknown(f.Subject, untried(f, "whether "+f.Subject+" requires signing is not known", "read LDAPServerIntegrity on the domain controller", ways...), tried(f, ways...)...)
			case required:
				o.Pass(f.Subject, "", f.Proof(), tried(f, ways...)...)
			default:
				o.Hit(f.Subject, diag.Off, nil, tried(f, ways...)...)
			}
		})
	},
}
