package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// spnMisplaced finds expected SPNs whose single owner is another account than
// the one that should hold them.
var spnMisplaced = diag.Check{
	Code: "spn-misplaced", Area: "spn", Severity: diag.Error,
	Needs:     []string{"spn.expected", "spn.owners", "account"},
	DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachWanted(r, o, func(w wanted) {
			if len(w.owners.Value.Owners) != 1 {
				return
			}
			holder := w.owners.Value.Owners[0]
			same, known := isOwner(r, w.want, holder)
			switch {
			case same:
				o.Pass(w.spn, "", w.owners.Proof(), ownersEvidence(w.owners))
			case !known:
				o.Unknown(w.spn, &ad.Problem{Kind: ad.ProblemNotFound, What: "whether " + holder.Label() + " is the right owner of " + w.spn + " is not known",
					Why: "the account that should hold it is not known", Do: "name the account"}, ownersEvidence(w.owners))
			default:
				hit := o.Hit(w.spn, diag.Misplaced, map[string]string{
					"holder": holder.Label(), "owner": ownerLabel(r, w.want),
				}, ownersEvidence(w.owners))
				hit.Hides = []string{authLog}
			}
		})
	},
}
