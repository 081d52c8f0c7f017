package story_test

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/story"
)

// A walk that asks no KDC proves no ticket: its ticket steps must not pass for
// the sake of a check that needs none.
func TestNoTicketStepPassesUnasked(t *testing.T) {
	s := diag.NewSnapshot()
	never := &ad.Problem{Kind: ad.ProblemNotAsked, What: "asking the KDC", Why: "--no-probes"}
	facts.Ticket.Put(s, diag.Fact[ad.TicketResult]{Subject: "http/mail", Problem: never})
	facts.Input.Put(s, diag.Fact[string]{Subject: "asa", Value: "ASA$"})
	known, _ := facts.Input.Get(s.Reader(), "asa")
	e := &guide.Engine{Checks: map[string]diag.Check{"fine": {Code: "fine", Run: func(_ *diag.Reader, o *diag.Out) { o.Pass("ASA$", "", known.Proof()) }}}}
	for name, told := range map[string]func(*diag.Reader, []diag.Result) []guide.Line{"tickets": story.Tickets, "verification": story.Verification,
		"one ticket": func(r *diag.Reader, _ []diag.Result) []guide.Line { return story.TicketLines(r) }} {
		if res := e.RunStep(t.Context(), guide.Step{ID: name, Checks: []string{"fine"}, Story: told}, s, nil); res.Status != diag.Skipped {
			t.Errorf("%s: %s %+v", name, res.Status, res.Lines)
		}
	}
}
