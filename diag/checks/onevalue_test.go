package checks

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/pages"
)

// What a finding advises, the command that it prints, the plan's first choice and the
// value that is written are one: the list that takes no ticket away, with the bits that
// the account has already.
func TestAdviceAndPlanListTheSameEncryptionTypes(t *testing.T) {
	for has, want := range map[ad.SupportedETypes]string{0: "28", ad.SupportsFAST: "65564"} {
		w, found := world{diag.NewSnapshot()}, false
		w.expect("CASARRAY-ASA$", array).account(asa(func(a *ad.Account) { a.ETypes = has }))
		for _, o := range diag.Run([]diag.Check{etypeUnset}, w.Snapshot)[0].Outcomes {
			if o.Status != diag.Fail {
				continue
			}
			f := diag.Finding{Code: etypeUnset.Code, Subject: o.Subject, Args: o.Args}
			facts.Decision.Put(w.Snapshot, diag.Fact[string]{Subject: o.Subject, Value: "aes+rc4"})
			plan := fix.Build([]diag.Finding{f}, w.Reader())
			added := slices.IndexFunc(plan.Changes, func(c fix.Planned) bool { return c.Change.Op == ad.AddValue })
			if added < 0 || len(plan.Choices) != 1 || !plan.Choices[0].Candidates[0].Now {
				t.Fatalf("%+v", plan)
			}
			for where, text := range map[string]string{
				"advice":    pages.Catalogue().Do(f.Code, o.Args),
				"command":   pages.Catalogue().Command(f.Code, o.Args),
				"choice":    plan.Choices[0].Candidates[0].Label,
				"change":    plan.Changes[added].Change.Value,
				"copied":    strings.Join(plan.PowerShell(), "\n"),
				"LDIF file": plan.LDIF(),
			} {
				if !strings.Contains(text, want) {
					t.Errorf("%s: %s does not name %s: %q", has, where, want, text)
				}
			}
			found = true
		}
		if !found {
			t.Errorf("%s: no finding", has)
		}
	}
}
