package walk

import (
	"testing"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
)

// After a write each finding that is left is named once: not in a line that counts it,
// too.
func TestWhatIsLeftIsNamedOnce(t *testing.T) {
	st := walk.NewState(guide.Guide{ID: "x", Steps: []guide.Step{{ID: "verify", Kind: guide.Verify}}})
	left := diag.Finding{Code: "service-refuses-ticket", Subject: "http/a", Summary: "the service refuses it"}
	st.Take(walk.Event{Kind: walk.StepEnded, Step: "verify", Result: &guide.StepResult{ID: "verify", Status: diag.Pass, Lines: []guide.Line{{Text: "1 of 1 SPNs"}}}})
	st.Take(walk.Event{Kind: walk.Judged, Findings: []diag.Finding{left}})
	st.Take(walk.Event{Kind: walk.Verified, Verdict: &walk.Verdict{Outcome: walk.Fixed, Left: []diag.Finding{left}}})
	out := conclude(st)
	if len(out.Left) != 1 || out.Left[0] != left.Summary {
		t.Errorf("left %q", out.Left)
	}
	if len(out.Lines) != 1 || out.Lines[0].Text != "1 of 1 SPNs" {
		t.Errorf("lines %+v", out.Lines)
	}
}
