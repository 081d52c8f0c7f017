package checks

import (
	"cmp"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// serviceNoNegotiate finds services that ask for a login and never offer Kerberos,
// at one of their addresses or at all of them.
var serviceNoNegotiate = diag.Check{
	Code: "service-no-negotiate", Area: "ticket", Severity: diag.Error,
	Needs: []string{"service.answer", "keytab"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAnswer(r, o, func(f diag.Fact[facts.ServiceAnswerValue], spn string) {
			each := f.Value.Each()
			bad := slices.IndexFunc(each, noKerberos)
			switch offers := slices.ContainsFunc(each, offersKerberos); {
			case bad >= 0 && slices.ContainsFunc(each[bad].Offered, func(s string) bool { return strings.EqualFold(s, "kerberos") }):
				// An old scheme of its own (never an RFC): no client of today speaks it.
				o.Unknown(f.Subject, &ad.Problem{Kind: ad.ProblemNotAsked, What: "no key could be tried", Why: cmp.Or(each[bad].Address, each[bad].URL) + " offers the scheme Kerberos, which browsers do not speak",
					Do: "turn Negotiate on at the service"}, answerEvidence(f)...)
			case bad >= 0:
				o.Hit(f.Subject, diag.NotOffered, map[string]string{"spn": spn, "offered": cmp.Or(strings.Join(each[bad].Offered, ", "), "nothing")}, answerEvidence(f)...)
			case offers:
				o.Pass(f.Subject, "", f.Proof(), answerEvidence(f)...)
			}
		})
	},
}

func offersKerberos(v facts.ServiceAnswerValue) bool {
	return v.Tried || slices.ContainsFunc(v.Offered, func(s string) bool { return strings.EqualFold(s, "negotiate") })
}
