package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ntlmByAddress finds programs that name their server by its address: clients build no
// SPN from one, unless the address itself is registered and the client set to try it.
var ntlmByAddress = diag.Check{
	Code: "ntlm-by-address", Area: "ticket", Severity: diag.Warning, Needs: []string{"ntlm.use"},
	Run: func(r *diag.Reader, o *diag.Out) {
		noNTLM(r, o)
		eachNTLM(r, o, func(f diag.Fact[facts.NTLMUseValue], row facts.NTLMRow) {
			if row.ByAddress() {
				o.Hit(row.Subject(), diag.NTLM, ntlmArgs(row), ntlmEvidence(f, row))
			}
		})
	},
}
