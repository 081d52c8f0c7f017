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
			case coveredTwice(r, w):
				if alias := ad.FoldSPN(v.AliasOf); !seen[alias] {
					seen[alias] = true
					hit := o.Hit(v.AliasOf, diag.Duplicate, map[string]string{"owners": names(v.AliasHeld), "owner": ownerLabel(r, w.want)}, ownersEvidence(w.owners))
					hit.Hides = []string{w.spn, authLog}
				}
			case len(v.Owners) < 2 && v.Coverage.Truncated:
				o.Unknown(w.spn, truncated(w.spn), ownersEvidence(w.owners))
			case len(v.Owners) < 2:
				ev := ownersEvidence(w.owners)
				if len(v.Owners) == 0 { // "ok: no account has it" would read as if that were well
					ev.Text = "no duplicate: " + ev.Text
				}
				o.Pass(w.spn, "", w.owners.Proof(), ev)
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

// coveredTwice says that an SPN which no account has is covered by a HOST name of
// several: the KDC finds no single key, and the HOST name is the duplicate. Where
// another account than those should have the SPN, it lacks it.
func coveredTwice(r *diag.Reader, w wanted) bool {
	v := w.owners.Value
	if len(v.Owners) > 0 || len(v.AliasHeld) < 2 {
		return false
	}
	for _, a := range v.AliasHeld {
		if same, known := isOwner(r, w.want, a); same || !known {
			return true
		}
	}
	return false
}
