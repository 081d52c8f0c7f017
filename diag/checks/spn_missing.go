package checks

import (
	"adwalk/diag"
)

// spnMissing finds expected SPNs that nobody holds and no host alias covers.
var spnMissing = diag.Check{
	Code: "spn-missing", Area: "spn", Severity: diag.Error,
	Needs:     []string{"spn.expected", "spn.owners", "account"},
	DependsOn: []string{"directory-unreachable", "account-missing", "replica-differs", "dns-ip-literal"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachWanted(r, o, func(w wanted) {
			v := w.owners.Value
			switch {
			case len(v.Owners) > 0, len(v.AliasHeld) > 0:
				o.Pass(w.spn, "", w.owners.Proof(), ownersEvidence(w.owners))
			case w.want.Optional:
			case v.Coverage.Truncated:
				o.Unknown(w.spn, truncated(w.spn), ownersEvidence(w.owners))
			default:
				hit := o.Hit(w.spn, diag.Missing, map[string]string{
					"scope": scope(v.Coverage), "owner": ownerLabel(r, w.want), "account": ownerName(r, w.want), "why": w.want.Why,
				}, append([]diag.Evidence{ownersEvidence(w.owners)}, elsewhereEvidence(w.owners)...)...)
				hit.Hides = []string{authLog}
			}
		})
	},
}
