package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/keytabs"
)

// keytabCheck makes the check for one cause why a keytab does not fit. Package
// keytabs names one cause for each keytab; the check reports it where it is its own.
func keytabCheck(code string, verdict diag.Verdict) diag.Check {
	return diag.Check{
		Code: code, Area: "keytab", Severity: diag.Error,
		Needs:     []string{"keytab", "service.answer"},
		DependsOn: []string{"kdc-unreachable", "login-missing", "clock-skew", "spn-missing", "spn-duplicate"},
		Run: func(r *diag.Reader, o *diag.Out) {
			eachKeytab(r, o, code, func(f diag.Fact[keytabs.Facts], spn string, what keytabs.Finding, ev diag.Evidence) {
				o.Hit(spn, verdict, map[string]string{"what": what.What, "do": what.Do, "file": f.Value.File}, ev)
			})
		},
	}
}

// eachKeytab visits the keytabs of which the finding has this code. What is not
// known is reported once, by the check for the key itself.
func eachKeytab(r *diag.Reader, o *diag.Out, code string, visit func(f diag.Fact[keytabs.Facts], spn string, what keytabs.Finding, ev diag.Evidence)) {
	for _, f := range facts.Keytab.All(r) {
		_, spn, _ := facts.KeytabOf(f.Subject)
		last := code == keytabs.OtherKey
		if !f.Known() {
			if last {
				o.Unknown(spn, f.Problem)
			}
			continue
		}
		v := keytabs.Judge(f.Value)
		switch {
		case v.Finding != nil && v.Finding.Code == code:
			ev := diag.Seen(f.Source, "%s", v.Finding.What)
			if at := facts.AcceptedAt(r, spn); at != "" {
				o.Contradicted(spn, "the keytab "+f.Value.File, strings.TrimSuffix(v.Finding.What, ".")+"; yet the service accepted a ticket at "+at, "name the keytab that the service really uses", ev)
				continue
			}
			visit(f, spn, *v.Finding, ev)
		case !last:
		case v.Proved:
			o.Pass(spn, "", f.Proof(), diag.Seen(f.Source, "a key of %s decrypts a fresh ticket", f.Value.File))
		case v.Finding == nil:
			o.Unknown(spn, &ad.Problem{Kind: ad.ProblemNotAsked, What: "no key could be tried", Why: "no key of " + f.Value.File + " could be tried: " + v.Unknown, Do: "see the step about the ticket"})
		case v.Finding.Code == keytabs.SPNMissing || v.Finding.Code == keytabs.SPNDuplicate:
			o.Unknown(spn, &ad.Problem{Kind: ad.ProblemNotAsked, What: "no key could be tried", Why: v.Finding.What, Do: v.Finding.Do})
		}
	}
}
