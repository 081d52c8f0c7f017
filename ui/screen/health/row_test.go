package health

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
)

// Three facts about one server that are not known for one reason are one paragraph, those
// of another server another.
func TestOneReasonIsSaidOnce(t *testing.T) {
	quiet := &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking the KDC", Why: "it did not answer"}
	unknown := func(subject string) diag.Outcome {
		return diag.Outcome{Subject: subject, Status: diag.Unknown, Verdict: diag.NotChecked, Problem: quiet}
	}
	got := row{title: "A clock is too far off", outcomes: []diag.Outcome{unknown("dc2"), unknown("dc2"), unknown("dc3"), unknown("dc2")}}.story(nil)
	if n := strings.Count(got, "? dc2"); n != 1 || strings.Count(got, "? dc3") != 1 {
		t.Errorf("dc2 is named %d times:\n%s", n, got)
	}
}
