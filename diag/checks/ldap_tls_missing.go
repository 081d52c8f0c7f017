package checks

import (
	"slices"

	"adwalk/ad"
	"adwalk/diag"
)

// ldapTLSMissing finds domain controllers without LDAPS: clients that may not bind in
// the clear any more have nowhere to go there.
var ldapTLSMissing = diag.Check{
	Code: "ldap-tls-missing", Area: "ldap", Severity: diag.Warning, Needs: []string{"ldap.binds"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range knownBinds(r) {
			a := f.Value.Of(ad.BindTLSBound)
			ev := tried(f, ad.BindTLSBound, ad.BindStartTLSBound)
			switch {
			case a.Outcome == ad.BindNoTLS && plainAnswers(f.Value):
				o.Hit(f.Subject, diag.NotOffered, nil, ev...)
			case a.Outcome == ad.BindAccepted || a.Outcome == ad.BindRefused || a.Outcome == ad.BindFailed && a.Code != 0:
				o.Pass(f.Subject, "", f.Proof(), ev...)
			default:
				o.Unknown(f.Subject, untried(f, "whether clients can use LDAPS at "+f.Subject+" is not known", "openssl s_client -connect "+f.Subject+":636", ad.BindTLSBound), ev...)
			}
		}
	},
}

// plainAnswers says whether the server answered on port 389: where it does not, it is
// down, and nothing is known of its certificate.
func plainAnswers(p ad.BindPolicy) bool {
	return slices.ContainsFunc([]ad.BindWay{ad.BindSimpleClear, ad.BindUnsigned, ad.BindSigned, ad.BindStartTLSBound}, func(w ad.BindWay) bool {
		a := p.Of(w)
		return a.Code != 0 || a.Outcome == ad.BindAccepted || a.Outcome == ad.BindRefused || a.Outcome == ad.BindNoTLS
	})
}
