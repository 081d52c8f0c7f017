package checks

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// eachAnswer visits what services themselves answered. A service that cannot be
// reached from here says nothing about its clients: not known, without a problem.
func eachAnswer(r *diag.Reader, o *diag.Out, visit func(f diag.Fact[facts.ServiceAnswerValue], spn string)) {
	for _, f := range facts.ServiceAnswer.All(r) {
		if !f.Known() {
			if f.Problem.Kind != ad.ProblemNotAsked {
				o.Unknown(f.Subject, nil, diag.Seen(f.Source, "%s", f.Problem.Error()))
			}
			continue
		}
		spn, _, _ := strings.Cut(f.Subject, "|")
		visit(f, spn)
	}
}

// serviceRefusesTicket finds services that do not accept a good ticket: they hold
// another key than the account that owns the name.
var serviceRefusesTicket = diag.Check{
	Code: "service-refuses-ticket", Area: "ticket", Severity: diag.Error,
	Needs: []string{"service.answer"},
	DependsOn: []string{"kdc-unreachable", "login-missing", "clock-skew", "account-missing", "account-disabled", "account-no-password", "spn-missing", "spn-duplicate",
		"spn-misplaced", "spn-covered-by-host", "ticket-refused", "etype-none-common", "asa-old-credential", "asa-missing-on-member", "asa-other-account", "service-no-negotiate"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAnswer(r, o, func(f diag.Fact[facts.ServiceAnswerValue], spn string) {
			v := f.Value
			where := orWord(v.Address, v.URL)
			switch {
			case !v.Tried:
			case v.Accepted:
				o.OK(f.Subject, "", diag.Seen(f.Source, "%s accepted the ticket (status %d)", where, v.Status))
			case v.Error != nil && !slices.Contains([]int{ad.ErrModified, ad.ErrBadKeyVersion, ad.ErrNoKey, ad.ErrBadIntegrity}, v.Error.Code):
				o.Hit(f.Subject, diag.NotChecked, map[string]string{"spn": spn, "where": where, "error": v.Error.Error()}, diag.Seen(f.Source, "%s: %s", where, v.Error))
			default:
				text := "the ticket was not accepted"
				if v.Error != nil {
					text = v.Error.Error()
				}
				o.Hit(f.Subject, diag.WrongKey, map[string]string{"spn": spn, "where": where, "error": text}, diag.Seen(f.Source, "%s: %s (status %d)", where, text, v.Status))
			}
		})
	},
}

// serviceNoNegotiate finds web services that never offer Kerberos.
var serviceNoNegotiate = diag.Check{
	Code: "service-no-negotiate", Area: "ticket", Severity: diag.Error,
	Needs: []string{"service.answer"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachAnswer(r, o, func(f diag.Fact[facts.ServiceAnswerValue], spn string) {
			offered := f.Value.Offered
			ev := diag.Seen(f.Source, "%s offers %s (status %d)", f.Value.URL, orWord(strings.Join(offered, ", "), "nothing"), f.Value.Status)
			switch {
			case len(offered) == 0 && f.Value.Status != 401: // open to all, or not a web service that asks
			case slices.ContainsFunc(offered, func(s string) bool { return strings.EqualFold(s, "negotiate") || strings.EqualFold(s, "kerberos") }):
				o.OK(f.Subject, "", ev)
			default:
				o.Hit(f.Subject, diag.Missing, map[string]string{"spn": spn, "offered": orWord(strings.Join(offered, ", "), "nothing")}, ev)
			}
		})
	},
}
