package checks

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// authLog is the subject of findings about a pasted authentication log. Findings
// that make clients fall back hide it: the log only shows the consequence.
const authLog = "authentication log"

// authLogNTLM finds logons by NTLM in a pasted log. It is a symptom: any finding
// that makes clients fall back hides it.
var authLogNTLM = diag.Check{
	Code: "auth-log-ntlm", Area: "exchange", Severity: diag.Notice,
	Needs: []string{"exchange.auth-log"},
	DependsOn: []string{"account-missing", "account-no-password", "account-disabled", "account-expired", "spn-missing", "spn-duplicate", "spn-misplaced", "spn-covered-by-host",
		"asa-missing-on-member", "asa-other-account", "asa-old-credential"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.AuthLog.Get(r, "")
		switch {
		case !ok:
			return
		case !f.Known():
			o.Unknown(authLog, f.Problem)
			return
		}
		ntlm, all := 0, 0
		for name, n := range f.Value.ByAuth {
			all += n
			if strings.EqualFold(name, "ntlm") {
				ntlm += n
			}
		}
		ev := diag.Seen(f.Source, "%s, from %s to %s", counts(f.Value.ByAuth), day(f.Value.First), day(f.Value.Last))
		if all == 0 {
			o.Unknown(authLog, &ad.Problem{Kind: ad.ProblemNotFound, What: "how clients log on is not known", Why: "no line of the log tells the authentication type",
				Do: "give the AddressBook Service log, or an HttpProxy log with its header line"}, ev)
			return
		}
		if ntlm == 0 {
			o.Pass(authLog, "", f.Proof(), ev)
			return
		}
		o.Hit(authLog, diag.NTLM, map[string]string{"ntlm": fmt.Sprint(ntlm), "all": fmt.Sprint(all)}, ev)
	},
}

// counts renders "Kerberos 12, Ntlm 3", by name.
func counts(by map[string]int) string {
	var out []string
	for name, n := range by {
		out = append(out, fmt.Sprintf("%s %d", name, n))
	}
	slices.Sort(out)
	if len(out) == 0 {
		return "no logon"
	}
	return strings.Join(out, ", ")
}
