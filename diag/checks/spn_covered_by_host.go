package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// spnCoveredByHost finds expected SPNs that no account has but that a host alias
// gives to another account: the KDC then issues tickets for that account's key.
var spnCoveredByHost = diag.Check{
	Code: "spn-covered-by-host", Area: "spn", Severity: diag.Error,
	Needs:     []string{"spn.expected", "spn.owners", "account"},
	DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachWanted(r, o, func(w wanted) {
			v := w.owners.Value
			if len(v.Owners) > 0 || len(v.AliasHeld) == 0 || coveredTwice(r, w) {
				return
			}
			ev := diag.Seen(w.owners.Source, "%s on %s covers it", v.AliasOf, labels(v.AliasHeld))
			switch same, known := isOwner(r, w.want, v.AliasHeld[0]); {
			case len(v.AliasHeld) > 1:
			case same:
				o.Pass(w.spn, diag.CoveredByHost, w.owners.Proof(), ev)
				return
			case !known:
				o.Unknown(w.spn, &ad.Problem{Kind: ad.ProblemNotFound, What: "whether the right account covers " + w.spn + " is not known",
					Why: "the account that should have it is not known", Do: "name the account"}, ev)
				return
			}
			hit := o.Hit(w.spn, diag.CoveredByHost, map[string]string{
				"holder": names(v.AliasHeld), "alias": v.AliasOf, "owner": ownerLabel(r, w.want), "account": ownerName(r, w.want),
			}, ev)
			hit.Hides = []string{authLog}
		})
	},
}
