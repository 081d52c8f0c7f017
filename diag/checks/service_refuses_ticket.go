package checks

import (
	"cmp"

	"adwalk/diag"
	"adwalk/diag/codes"
	"adwalk/diag/facts"
)

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
			where := cmp.Or(v.Address, v.URL)
			switch {
			case !v.Tried:
			case v.Accepted:
				o.Pass(f.Subject, "", f.Proof(), diag.Seen(f.Source, "%s accepted the ticket (status %d)", where, v.Status))
			case v.Error != nil && codes.KDC(v.Error.Code, codes.AP).Verdict != diag.WrongKey:
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
