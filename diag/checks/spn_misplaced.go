package checks

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// spnMisplaced finds expected SPNs whose single owner is another account than
// the one that should hold them.
var spnMisplaced = diag.Check{
	Code: "spn-misplaced", Area: "spn", Severity: diag.Error,
	Needs:     []string{"spn.expected", "spn.owners", "account", "service.answer"},
	DependsOn: []string{"directory-unreachable", "account-missing"},
	Fix:       fix.MoveMisplaced,
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
					Why: "the account that should have it is not known", Do: "name the account"}, ownersEvidence(w.owners))
			case facts.AcceptedAt(r, w.spn) != "":
				o.Contradicted(w.spn, "which account runs "+w.spn, fmt.Sprintf("%s is expected to, but the service accepts the key of %s (%s)",
					ownerLabel(r, w.want), holder.Label(), facts.AcceptedAt(r, w.spn)), "leave the SPN where it is; correct the account that was named", ownersEvidence(w.owners))
			default:
				hit := o.Hit(w.spn, diag.Misplaced, map[string]string{
					"holder": holder.Label(), "owner": ownerLabel(r, w.want),
				}, ownersEvidence(w.owners))
				hit.Hides = []string{authLog}
			}
		})
	},
}
