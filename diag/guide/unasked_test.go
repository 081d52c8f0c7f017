package guide

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// A walk that asks no KDC proves no ticket: its ticket steps must not pass for
// the sake of a check that needs none.
func TestNoTicketStepPassesUnasked(t *testing.T) {
	s := diag.NewSnapshot()
	never := &ad.Problem{Kind: ad.ProblemNotAsked, What: "asking the KDC", Why: "--no-probes"}
	facts.Ticket.Put(s, diag.Fact[ad.TicketResult]{Subject: "http/mail", Problem: never})
	e := &Engine{Checks: map[string]diag.Check{"fine": {Code: "fine", Run: func(_ *diag.Reader, o *diag.Out) { o.OK("ASA$", "") }}}}
	for name, story := range map[string]func(*diag.Reader, []diag.Result) []Line{"tickets": casTicketStory, "verification": casVerifyStory,
		"one ticket": func(r *diag.Reader, _ []diag.Result) []Line { return ticketLines(r) }} {
		if res := e.RunStep(t.Context(), Step{ID: name, Checks: []string{"fine"}, Story: story}, s, nil); res.Status != diag.Skipped {
			t.Errorf("%s: %s %+v", name, res.Status, res.Lines)
		}
	}
}
