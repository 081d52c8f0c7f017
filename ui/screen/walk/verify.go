package walk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
)

// verified is what the plan's screen brings back after a write.
type verified struct {
	steps []guide.StepResult
	facts *diag.Snapshot
}

func (s *Screen) openPlan() screen.Action {
	return screen.ToPlan{Plan: s.plan, Crumb: s.parts.Guide.Symptom, Verify: s.verifier()}
}

// verifier returns the function that visits every step again with fresh
// answers. It runs in another screen's task and touches nothing of this one.
func (s *Screen) verifier() func(context.Context, func(any)) screen.Verified {
	p, before, plan := s.parts, s.facts, s.plan
	given, answers, src := copyOf(s.given), maps.Clone(s.answers), ad.Source{Kind: "operator", At: s.world.Now().UTC()}
	return func(ctx context.Context, report func(any)) screen.Verified {
		// From no facts at all: nothing that was true before the write counts.
		// Only what the walk is about stays the same.
		snap := p.Facts()
		for _, f := range facts.Input.All(before.Reader()) {
			facts.Input.Put(snap, f)
		}
		for _, f := range facts.Answer.All(before.Reader()) {
			if _, ok := answers[f.Subject]; ok {
				facts.Answer.Put(snap, f)
			}
		}
		for _, in := range p.Guide.Inputs {
			if text, ok := given[in.Key]; ok && in.Paste {
				_ = guide.Set(p.Guide, snap, in.Key, text, src) // it was taken before
			}
		}
		if err := p.Engine.Inputs(ctx, p.Guide, snap, nil); err != nil {
			return screen.Verified{Status: diag.Unknown, Lines: []screen.Seen{{Status: diag.Unknown, Text: err.Error()}}}
		}
		w := guide.Walk{Guide: p.Guide, Engine: p.Engine, Facts: snap}
		var proof guide.StepResult
		for i, st := range p.Guide.Steps {
			res := p.Engine.RunStep(ctx, st, snap, func(done, total int, what string) {
				report(screen.Progress{Text: fmt.Sprintf("step %d of %d, %s: %d of %d, %s", i+1, len(p.Guide.Steps), st.Title, done, total, what)})
			})
			w.Steps = append(w.Steps, res)
			if st.Kind == guide.Verify {
				proof = res
			}
			if ctx.Err() != nil {
				return screen.Verified{Status: diag.Unknown, Lines: []screen.Seen{{Status: diag.Unknown, Text: "stopped before every answer was in"}}}
			}
		}
		return conclude(w, proof, plan)
	}
}

// conclude says what the verification showed: the verifying step's own story
// and status, or, in a guide without one, whether any finding is left. What the
// plan said it does not mend is no failure of what was written.
func conclude(w guide.Walk, proof guide.StepResult, plan fix.Plan) screen.Verified {
	out := screen.Verified{Status: proof.Status, Payload: verified{w.Steps, w.Facts}}
	known := leftBy(plan, proof)
	if known {
		out.Status = diag.Pass
		if slices.ContainsFunc(proof.Lines, guide.Line.Unasked) {
			out.Status = diag.Unknown // a part of the proof was not asked for
		}
	}
	lines := proof.Lines
	if len(lines) == 0 {
		lines = plainStory(proof)
	}
	for _, l := range lines {
		text := l.Text
		if l.Verdict != "" && l.Verdict != diag.OK {
			text += "  " + string(l.Verdict)
		}
		st := l.Status
		if known && st == diag.Fail {
			st, text = diag.Manual, "as the plan said, left to do by hand: "+l.Text
		}
		out.Lines = append(out.Lines, screen.Seen{Status: st, Text: text})
	}
	if proof.ID != "" {
		for _, st := range w.Steps {
			if st.Status == diag.Fail && st.ID != proof.ID {
				out.Left = append(out.Left, st.Title)
			}
		}
		return out
	}
	out.Status = diag.Pass
	for _, st := range w.Steps {
		if st.Status == diag.Unknown {
			out.Status = diag.Unknown
		}
	}
	for _, f := range w.Findings() {
		out.Status = diag.Fail
		out.Lines = append(out.Lines, screen.Seen{Status: diag.Fail, Text: f.Subject + "  " + string(f.Verdict)})
	}
	return out
}

// leftBy says whether everything that the verifying step still finds wrong, and
// there is some, is what the plan left to be done by hand.
func leftBy(plan fix.Plan, proof guide.StepResult) bool {
	left := map[string]bool{}
	for _, l := range plan.Left {
		left[l.Finding.Code+" "+ad.FoldSPN(l.Finding.Subject)] = true
	}
	some := false
	for _, r := range proof.Results {
		if r.Crash != "" {
			return false
		}
		for _, o := range r.Outcomes {
			switch {
			case o.Status == diag.Unknown:
				return false
			case o.Status == diag.Fail && !left[r.Code+" "+ad.FoldSPN(o.Subject)]:
				return false
			case o.Status == diag.Fail:
				some = true
			}
		}
	}
	return some
}
