package walk

import (
	"time"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Seen is what a step showed when it was looked up: kept, so that after a break the
// next session shows it until the step was looked up afresh.
type Seen struct {
	At     time.Time        `json:"at"` // UTC
	Result guide.StepResult `json:"result"`
}

// Bounds of what is kept of one step.
const (
	mostLines    = 400
	mostOutcomes = 400
)

// Seen are the steps that this session looked up, and those of an earlier one that it
// did not come to, by ID.
func (s *Screen) Seen() (id string, steps map[string]Seen) {
	steps = map[string]Seen{}
	for i, st := range s.parts.Guide.Steps {
		switch res := s.state.Steps[i]; {
		case !keepsWell(st.Kind):
		case res.Visited():
			steps[st.ID] = Seen{At: s.lookedUp[st.ID], Result: bounded(res)}
		default:
			if e, ok := s.parts.Seen[st.ID]; ok && s.lookedUp[st.ID].IsZero() {
				steps[st.ID] = e
			}
		}
	}
	return s.parts.Guide.ID, steps
}

// keepsWell says whether a step was looked up: the fix and its proof speak of a plan
// that has to be made again, and a person's answers are kept as such.
func keepsWell(k guide.StepKind) bool { return k == guide.Auto }

// bounded is a result without what passed in its checks, and not endless: what is kept
// is written to a file each time that something changes.
func bounded(res guide.StepResult) guide.StepResult {
	out := guide.StepResult{ID: res.ID, Title: res.Title, Status: res.Status, Lines: res.Lines[:min(len(res.Lines), mostLines)]}
	left := mostOutcomes
	for _, r := range res.Results {
		kept := diag.Result{Code: r.Code, Status: r.Status, Crash: r.Crash}
		for _, o := range r.Outcomes {
			if o.Status != diag.Pass && left > 0 {
				left--
				kept.Outcomes = append(kept.Outcomes, o)
			}
		}
		if len(kept.Outcomes) > 0 || kept.Crash != "" {
			out.Results = append(out.Results, kept)
		}
	}
	return out
}

// lookUp notes when steps were looked up. What an earlier session saw of them is not
// shown from then on.
func (s *Screen) lookUp(at time.Time) {
	for i, st := range s.parts.Guide.Steps {
		if s.state.Steps[i].Visited() {
			if s.wasPending[st.ID] || s.lookedUp[st.ID].IsZero() {
				s.lookedUp[st.ID] = at.UTC()
			}
			s.wasPending[st.ID] = false
		} else {
			s.wasPending[st.ID] = true
		}
	}
}

// shown is what there is to show of a step: this session's result, or until there is
// one what an earlier session saw, with when it did.
func (s *Screen) shown(i int) (res guide.StepResult, seen time.Time) {
	res = s.state.Steps[i]
	e, ok := s.parts.Seen[res.ID]
	if ok && !res.Visited() && s.lookedUp[res.ID].IsZero() {
		e.Result.ID, e.Result.Title = res.ID, res.Title
		return e.Result, e.At
	}
	return res, time.Time{}
}

// earlierLines say that a step is shown as it was, and when that was.
func (s *Screen) earlierLines(i, w int) []widget.Line {
	_, at := s.shown(i)
	if at.IsZero() {
		return nil
	}
	text := "As seen " + at.UTC().Format("2006-01-02 15:04:05Z") + ", in an earlier session. "
	switch {
	case s.state.Steps[i].Status == diag.Running:
		text += "It is being looked up again."
	case s.busy:
		text += "It will be looked up again."
	default:
		text += "r looks it up again."
	}
	return widget.Hang([]widget.Span{widget.S(theme.Warn, "! ")}, theme.Plain, text, w)
}

// earlierMark is how a step looks that is shown as it was: no colour of a verdict.
func earlierMark(res guide.StepResult) theme.Mark {
	return theme.Mark{Glyph: theme.Status(res.Status).Glyph, Word: "earlier", Role: theme.Dim}
}
