package cli

import (
	"bytes"
	"strings"
	"testing"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
)

// A walk that found nothing and left a step without an answer has not shown
// that all is well; a step that only a person can do does not count.
func TestAStepWithoutAnAnswerIsNotAllRight(t *testing.T) {
	for status, want := range map[diag.Status]int{
		diag.Pass: ExitOK, diag.Skipped: ExitOK, diag.Manual: ExitOK,
		diag.Unknown: ExitUnknown, diag.Blocked: ExitUnknown, diag.Crashed: ExitUnknown,
	} {
		a := answerOf(walk.State{Steps: []guide.StepResult{{ID: "first", Title: "The first step", Status: diag.Pass}, {ID: "answer", Title: "The service's own answer", Status: status}}})
		if got := a.code(); got != want {
			t.Errorf("%s: exit %d, want %d", status, got, want)
		}
		var out bytes.Buffer
		printFindings(&Session{Streams: Streams{Out: &out}}, a)
		if named := strings.Contains(out.String(), "The service's own answer"); named != (want == ExitUnknown) {
			t.Errorf("%s: %s", status, out.String())
		}
	}
}
