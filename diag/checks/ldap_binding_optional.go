package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// ldapBindingOptional finds domain controllers that check a channel binding token where
// one is sent, and take clients that send none.
var ldapBindingOptional = diag.Check{
	Code: "ldap-binding-optional", Area: "ldap", Severity: diag.Notice, Needs: []string{"ldap.binds"}, DependsOn: []string{"directory-unreachable", "ldap-tls-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range knownBinds(r) {
			switch f.Value.Binding() {
			case ad.BindingSupported:
				o.Hit(f.Subject, diag.Off, nil, tried(f, bindingWays...)...)
			case ad.BindingAlways, ad.BindingNoSASL:
				o.Pass(f.Subject, "", f.Proof(), tried(f, bindingWays...)...)
			}
		}
	},
}
