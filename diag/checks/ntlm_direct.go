package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ntlmDirect finds programs that call NTLM and leave Kerberos no chance.
var ntlmDirect = diag.Check{
	Code: "ntlm-direct", Area: "ticket", Severity: diag.Warning, Needs: []string{"ntlm.use"},
	Run: func(r *diag.Reader, o *diag.Out) {
		noNTLM(r, o)
		eachNTLM(r, o, func(f diag.Fact[facts.NTLMUseValue], row facts.NTLMRow) {
			if row.Direct && !row.ByAddress() {
				o.Hit(row.Subject(), diag.NTLM, ntlmArgs(row), ntlmEvidence(f, row))
			}
		})
	},
}
