package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// bindingWays show the level of channel binding.
var bindingWays = []ad.BindWay{ad.BindTLSBound, ad.BindTLS, ad.BindTLSWrong, ad.BindStartTLSBound, ad.BindStartTLS}

// ldapBindingOff finds domain controllers that look at no channel binding token.
var ldapBindingOff = diag.Check{
	Code: "ldap-binding-off", Area: "ldap", Severity: diag.Warning, Needs: []string{"ldap.binds"}, DependsOn: []string{"directory-unreachable", "ldap-tls-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachController(r, o, func(f diag.Fact[ad.BindPolicy]) {
			switch f.Value.Binding() {
			case ad.BindingNever:
				o.Hit(f.Subject, diag.Off, nil, tried(f, bindingWays...)...)
			case ad.BindingUnknown:
				if f.Value.Of(ad.BindTLSBound).Outcome == ad.BindNoTLS {
					return // a finding of its own
				}
				o.Unknown(f.Subject, untried(f, "whether "+f.Subject+" checks channel binding tokens is not known", "read LdapEnforceChannelBinding on the domain controller", bindingWays...), tried(f, bindingWays...)...)
			default:
				o.Pass(f.Subject, "", f.Proof(), tried(f, bindingWays...)...)
			}
		})
	},
}
