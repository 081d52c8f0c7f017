package walks

import (
	"bytes"
	"strings"
	"testing"

	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
)

// A walk that found nothing and left a step without an answer has not shown
// that all is well; a step that only a person can do does not count.
func TestAStepWithoutAnAnswerIsNotAllRight(t *testing.T) {
	for status, want := range map[diag.Status]int{
		diag.Pass: app.ExitOK, diag.Skipped: app.ExitOK, diag.Manual: app.ExitOK,
		diag.Unknown: app.ExitUnknown, diag.Blocked: app.ExitUnknown, diag.Crashed: app.ExitUnknown,
	} {
		a := AnswerOf(walk.State{Steps: []guide.StepResult{{ID: "first", Title: "The first step", Status: diag.Pass}, {ID: "answer", Title: "The service's own answer", Status: status}}})
		if got := a.code(); got != want {
			t.Errorf("%s: exit %d, want %d", status, got, want)
		}
		var out bytes.Buffer
		PrintFindings(&app.Session{Streams: app.Streams{Out: &out}}, a)
		if named := strings.Contains(out.String(), "The service's own answer"); named != (want == app.ExitUnknown) {
			t.Errorf("%s: %s", status, out.String())
		}
	}
}
