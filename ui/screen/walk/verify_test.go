package walk

import (
	"slices"
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

// So is each that still fails, which the step's own story may name as well.
func TestWhatStillFailsIsNamedOnce(t *testing.T) {
	st := walk.NewState(guide.Guide{ID: "x", Steps: []guide.Step{{ID: "verify", Kind: guide.Verify}}})
	failing := diag.Finding{Code: "spn-lookalike", Subject: "http/a", Summary: "2 values look like http/a"}
	st.Take(walk.Event{Kind: walk.StepEnded, Step: "verify", Result: &guide.StepResult{ID: "verify", Status: diag.Fail, Lines: []guide.Line{{Status: diag.Fail, Text: failing.Summary}, {Status: diag.Pass, Text: "the forest"}}}})
	st.Take(walk.Event{Kind: walk.Judged, Findings: []diag.Finding{failing}})
	st.Take(walk.Event{Kind: walk.Verified, Verdict: &walk.Verdict{Outcome: walk.Failing, Failing: []diag.Finding{failing}}})
	if out := conclude(st); len(out.Lines) != 2 || out.Lines[0].Text != "the forest" || out.Lines[1].Text != failing.Summary {
		t.Errorf("lines %+v", out.Lines)
	}
}

// What is blocked for one reason is one line, and what is right keeps a line each.
func TestOneReasonIsOneLine(t *testing.T) {
	st := walk.NewState(guide.Guide{ID: "x", Steps: []guide.Step{{ID: "verify", Kind: guide.Verify}}})
	line := func(s diag.Status, text string) guide.Line { return guide.Line{Status: s, Text: text} }
	st.Take(walk.Event{Kind: walk.StepEnded, Step: "verify", Result: &guide.StepResult{ID: "verify", Status: diag.Blocked, Lines: []guide.Line{
		line(diag.Blocked, "http/a: its account lists no types"), line(diag.Pass, "http/b: ok"), line(diag.Blocked, "http/c: its account lists no types"),
		line(diag.Pass, "http/d: ok"), line(diag.Blocked, "http/e: a duplicate"), line(diag.Fail, "http/f: its account lists no types"),
	}}})
	st.Take(walk.Event{Kind: walk.Verified, Verdict: &walk.Verdict{Outcome: walk.Fixed}})
	var got []string
	for _, l := range conclude(st).Lines {
		got = append(got, l.Text)
	}
	if want := []string{"http/a, http/c: its account lists no types", "http/b: ok", "http/d: ok", "http/e: a duplicate", "http/f: its account lists no types"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
