package walk_test

import (
	"strings"
	"testing"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
)

// A verification whose own checks passed is not right while other findings stand: it
// names those that it does not tell itself, and is right again once they are gone.
func TestAVerificationIsNotRightWhileFindingsStand(t *testing.T) {
	g := guide.Guide{ID: "x", Steps: []guide.Step{{ID: "keytab", Title: "Keytab"}, {ID: "verify", Title: "Verification", Kind: guide.Verify}}}
	s := walk.NewState(g)
	take := func(e walk.Event) guide.StepResult {
		s.Take(e)
		return s.Steps[1]
	}
	keytab := diag.Finding{Code: "keytab-kvno-behind", Subject: "HTTP/app", Summary: "the key is old"}
	if st := take(walk.Event{Kind: walk.Judged, Findings: []diag.Finding{keytab}}); st.Status != diag.Pending {
		t.Errorf("not visited, and it is %s", st.Status)
	}
	own := guide.Line{Code: "spn-missing", Subject: "http/app", Status: diag.Fail, Text: "nobody has it"}
	take(walk.Event{Kind: walk.StepEnded, Step: "verify", Result: &guide.StepResult{ID: "verify", Status: diag.Pass}})
	for range 2 { // judging again changes nothing
		st := take(walk.Event{Kind: walk.Judged, Findings: []diag.Finding{keytab}})
		if st.Status != diag.Fail || len(st.Lines) != 1 || !strings.Contains(st.Lines[0].Text, "1 finding") || !strings.Contains(strings.Join(st.Lines[0].Detail, " "), "keytab-kvno-behind") {
			t.Errorf("%s %+v", st.Status, st.Lines)
		}
	}
	if st := take(walk.Event{Kind: walk.Judged}); st.Status != diag.Pass || len(st.Lines) != 0 {
		t.Errorf("nothing stands, and it is %s: %+v", st.Status, st.Lines)
	}
	take(walk.Event{Kind: walk.StepEnded, Step: "verify", Result: &guide.StepResult{ID: "verify", Status: diag.Fail, Lines: []guide.Line{own}}})
	st := take(walk.Event{Kind: walk.Judged, Findings: []diag.Finding{{Code: own.Code, Subject: own.Subject}}})
	if st.Status != diag.Fail || len(st.Lines) != 1 || st.Lines[0].Standing {
		t.Errorf("what it tells itself is told twice: %+v", st.Lines)
	}
}
