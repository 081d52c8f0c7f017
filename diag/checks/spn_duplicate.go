package checks

import "adwalk/diag"

// spnDuplicate finds expected SPNs that more than one account holds.
var spnDuplicate = diag.Check{
	Code: "spn-duplicate", Area: "spn", Severity: diag.Error,
	Needs:     []string{"spn.expected", "spn.owners", "account"},
	DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachWanted(r, o, func(w wanted) {
			v := w.owners.Value
			switch {
			case len(v.Owners) < 2 && v.Coverage.Truncated:
				o.Unknown(w.spn, truncated(w.spn), ownersEvidence(w.owners))
			case len(v.Owners) < 2:
				o.OK(w.spn, "", ownersEvidence(w.owners))
			default:
				hit := o.Hit(w.spn, diag.Duplicate, map[string]string{
					"owners": names(v.Owners), "owner": ownerLabel(r, w.want),
				}, ownersEvidence(w.owners))
				hit.Hides = []string{authLog}
			}
		})
	},
}
