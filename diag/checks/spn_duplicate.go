package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// spnDuplicate finds SPNs that more than one account holds: among the expected
// ones, and in a scan of the forest.
var spnDuplicate = diag.Check{
	Code: "spn-duplicate", Area: "spn", Severity: diag.Error,
	Needs:     []string{"spn.expected", "spn.owners", "account", "spn.scan"},
	DependsOn: []string{"directory-unreachable"},
	Fix:       fix.KeepOneOwner,
	Run: func(r *diag.Reader, o *diag.Out) {
		seen := map[string]bool{}
		eachWanted(r, o, func(w wanted) {
			v := w.owners.Value
			seen[ad.FoldSPN(w.spn)] = true
			switch {
			case w.want.Optional && len(v.Owners) == 0:
			case len(v.Owners) < 2 && v.Coverage.Truncated:
				o.Unknown(w.spn, truncated(w.spn), ownersEvidence(w.owners))
			case len(v.Owners) < 2:
				o.Pass(w.spn, "", w.owners.Proof(), ownersEvidence(w.owners))
			default:
				hit := o.Hit(w.spn, diag.Duplicate, map[string]string{
					"owners": names(v.Owners), "owner": ownerLabel(r, w.want),
				}, ownersEvidence(w.owners))
				hit.Hides = []string{authLog}
			}
		})
		eachGroup(r, o, facts.ExactDuplicate, func(f diag.Fact[facts.SPNScanValue], g facts.SPNGroup) {
			if !seen[ad.FoldSPN(g.SPN)] {
				o.Hit(g.SPN, diag.Duplicate, groupArgs(g), groupEvidence(f, g)...)
			}
		})
	},
}
