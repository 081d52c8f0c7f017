package checks

import (
	"cmp"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// serviceRefusesTicket finds services that do not accept a good ticket: they hold
// another key than the account that owns the name. Only an accepted ticket, at
// every address, makes it pass.
var serviceRefusesTicket = diag.Check{
	Code: "service-refuses-ticket", Area: "ticket", Severity: diag.Error,
	Needs: []string{"service.answer", "keytab"},
	DependsOn: []string{"kdc-unreachable", "login-missing", "clock-skew", "account-missing", "account-disabled", "account-no-password", "spn-missing", "spn-duplicate",
		"spn-misplaced", "spn-covered-by-host", "ticket-refused", "etype-none-common", "asa-old-credential", "asa-missing-on-member", "asa-other-account", "service-no-negotiate",
		"keytab-unreadable", "keytab-empty", "keytab-file-mode", "keytab-realm", "keytab-case", "keytab-host", "keytab-no-entry", "keytab-kvno-behind", "keytab-kvno-ahead", "keytab-kvno-zero",
		"keytab-etype", "keytab-salt", "keytab-other-account", "keytab-mixed-ages", "keytab-policy", "keytab-wrong-key"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAnswer(r, o, func(f diag.Fact[facts.ServiceAnswerValue], spn string) {
			var refusing *facts.ServiceAnswerValue
			var open []*ad.Problem
			verdict := diag.Refused
			for _, v := range f.Value.Each() {
				refused, wrongKey := refusesTicket(v)
				switch {
				case refused && (refusing == nil || wrongKey && verdict != diag.WrongKey):
					refusing = &v
					if wrongKey {
						verdict = diag.WrongKey
					}
				case v.Untried() != nil:
					open = append(open, v.Untried())
				}
			}
			switch accepted := f.Value.Accepted; {
			case refusing != nil:
				text := "it gave no reason: the key is wrong, or something in between takes the ticket away"
				if e := refusing.Error; e != nil {
					text = e.Error()
				}
				o.Hit(f.Subject, verdict, map[string]string{"spn": spn, "where": cmp.Or(refusing.Address, refusing.URL), "error": text}, answerEvidence(f)...)
			case len(open) > 0:
				o.Unknown(f.Subject, joined(open, len(f.Value.Each())), answerEvidence(f)...)
			case accepted:
				o.Pass(f.Subject, "", f.Proof(), answerEvidence(f)...)
			}
		})
	},
}

// joined is one problem for several addresses at which no key could be tried.
func joined(list []*ad.Problem, asked int) *ad.Problem {
	p := *list[0]
	if asked == 1 {
		return &p
	}
	var why []string
	for _, q := range list {
		why = append(why, q.Why)
	}
	p.What, p.Why = fmt.Sprintf("no key could be tried at %d of %d addresses", len(list), asked), strings.Join(why, "; ")
	return &p
}
