package library_test

import (
	"slices"
	"testing"

	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/guidetest"
	"adwalk/diag/guide/library"
)

// What a walk finds, its fix speaks of: a plan that says "Nothing to change" beside a
// finding of another step would be read as "all is well". The environment's findings
// come first and hide the rest; a log with NTLM in it is what the other findings lead to.
func TestTheFixSpeaksOfEveryFinding(t *testing.T) {
	elsewhere := append(slices.Clone(ask.EnvironmentChecks), "auth-log-ntlm")
	for _, g := range library.All() {
		if !slices.ContainsFunc(g.Steps, func(st guide.Step) bool { return st.Kind == guide.Fix }) {
			continue // a walk that changes nothing
		}
		for _, code := range guidetest.Unmended(g) {
			if !slices.Contains(elsewhere, code) {
				t.Errorf("%s: the fix says nothing about %s", g.ID, code)
			}
		}
	}
}
