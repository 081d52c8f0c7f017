package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// spnLookAlike finds values that a person cannot tell from another registered
// value: invisible characters, or letters of another script.
var spnLookAlike = diag.Check{
	Code: "spn-lookalike", Area: "spn", Severity: diag.Error,
	Needs: []string{"spn.scan"}, DependsOn: []string{"directory-unreachable"},
	Fix: fix.DeleteLookAlike,
	Run: func(r *diag.Reader, o *diag.Out) {
		eachGroup(r, o, facts.LookAlike, func(f diag.Fact[facts.SPNScanValue], g facts.SPNGroup) {
			o.Hit(g.SPN, diag.SuspiciousUnicode, groupArgs(g), groupEvidence(f, g)...)
		})
	},
}
