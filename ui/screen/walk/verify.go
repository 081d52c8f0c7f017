package walk

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
	"adwalk/ui/screen"
)

// openPlan opens the plan. What it writes and how that is verified is the
// walk's own doing; the functions run in the plan's tasks and touch nothing of
// this screen.
func (s *Screen) openPlan() screen.Action {
	w, g := s.walk, s.parts.Guide
	by := walk.Writer{Directory: s.world.Access.Directory, Editor: s.world.Access.Editor}
	hear := func(report func(any)) walk.Sink {
		return func(e walk.Event) {
			if text := progress(g.Steps, e); text != "" {
				report(screen.Progress{Text: text})
			}
			if e.Kind == walk.Changed {
				report(*e.Change)
			}
		}
	}
	return screen.ToPlan{Plan: s.state.Plan, Crumb: g.Symptom,
		Write: func(ctx context.Context, p fix.Plan, report func(any)) *ad.Problem {
			st := w.Write(ctx, p, by, hear(report))
			if st.Over {
				return st.Problem
			}
			return st.Refused
		},
		Verify: func(ctx context.Context, p fix.Plan, report func(any)) screen.Verified {
			return conclude(w.Verify(ctx, p, hear(report)))
		}}
}

// conclude shows a verdict, with the verifying step's own story below it.
func conclude(st walk.State) screen.Verified {
	if st.Verdict == nil { // the login changed, or there is nothing to ask with
		out := screen.Verified{Status: diag.Unknown, Payload: st}
		if st.Problem != nil {
			out.Lines = []screen.Seen{{Status: diag.Unknown, Text: st.Problem.Error()}}
		}
		return out
	}
	v := *st.Verdict
	out := screen.Verified{Text: v.Text(), Undo: v.Outcome == walk.Worse, Payload: st}
	switch v.Outcome {
	case walk.Resolved, walk.Fixed:
		out.Status = diag.Pass
	case walk.Failing, walk.Worse:
		out.Status = diag.Fail
	default:
		out.Status = diag.Unknown
	}
	said := map[string]bool{} // each finding stands once
	for _, f := range v.Left {
		out.Left = append(out.Left, f.Summary)
		said[f.Summary] = true
	}
	for _, f := range v.Failing {
		said[f.Summary] = true
	}
	for i, step := range st.Guide.Steps {
		if step.Kind != guide.Verify {
			continue
		}
		lines := st.Steps[i].Lines
		if len(lines) == 0 {
			lines = plainStory(st.Steps[i])
		}
		for _, l := range lines {
			if said[l.Text] || l.Standing {
				continue // it stands among what is left, or still fails
			}
			out.Lines = append(out.Lines, screen.Seen{Status: l.Status, Text: l.Text})
		}
	}
	for _, f := range v.Failing {
		out.Lines = append(out.Lines, screen.Seen{Status: diag.Fail, Text: f.Summary})
	}
	out.Lines = alike(out.Lines)
	return out
}

// alike puts what the same is said of into one line: "http/a, http/b: the KDC's own
// default chose this one". What is right stays apart: each is a proof of its own.
func alike(lines []screen.Seen) []screen.Seen {
	type reason struct {
		status diag.Status
		text   string
	}
	var out []screen.Seen
	at := map[reason]int{}
	for _, l := range lines {
		subject, text, found := strings.Cut(l.Text, ": ")
		why := reason{l.Status, text}
		i, seen := at[why]
		switch {
		case !found || l.Status == "" || l.Status == diag.Pass || strings.Contains(subject, " "):
			out = append(out, l)
		case seen:
			first, _, _ := strings.Cut(out[i].Text, ": ")
			out[i].Text = first + ", " + subject + ": " + text
		default:
			at[why] = len(out)
			out = append(out, l)
		}
	}
	return out
}
