package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// spnAliasConflict finds names of services that run as the machine, such as
// cifs/files1, on another account than the one that holds the HOST name.
var spnAliasConflict = diag.Check{
	Code: "spn-alias-conflict", Area: "spn", Severity: diag.Warning,
	Needs: []string{"spn.scan"}, DependsOn: []string{"directory-unreachable", "spn-duplicate"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachGroup(r, o, facts.AliasConflict, func(f diag.Fact[facts.SPNScanValue], g facts.SPNGroup) {
			args := groupArgs(g)
			for _, h := range g.Holders {
				if h.Account.DN != g.Right {
					args["holder"] = h.Account.Label()
				}
			}
			o.Hit(g.SPN, diag.AliasConflict, args, groupEvidence(f, g)...)
		})
	},
}
