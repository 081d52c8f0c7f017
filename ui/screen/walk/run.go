package walk

import (
	"context"
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
)

// began, visited and ended are what the task of a walk reports.
type (
	began   struct{ index int }
	visited struct {
		index  int
		result guide.StepResult
	}
	ended struct{ problem *ad.Problem }
)

// walkAll visits every step. The verifying ones wait until something was
// written.
func (s *Screen) walkAll() screen.Action {
	s.whole = true
	return s.task("walking", func(st guide.Step) bool { return s.fixed || st.Kind != guide.Verify })
}

// visit visits one step again.
func (s *Screen) visit(index int) screen.Action {
	if index < 0 || index >= len(s.steps) {
		return nil
	}
	s.whole = false
	id := s.parts.Guide.Steps[index].ID
	return s.task("asking again", func(st guide.Step) bool { return st.ID == id })
}

// task makes the task that visits the wanted steps in order. Everything it
// touches is its own or safe to share: the snapshot is.
func (s *Screen) task(name string, want func(guide.Step) bool) screen.Action {
	p, snap := s.parts, s.facts
	var indexes []int
	for i, st := range p.Guide.Steps {
		if want(st) {
			indexes = append(indexes, i)
		}
	}
	given, src := copyOf(s.given), ad.Source{Kind: "operator", At: s.world.Now().UTC()}
	s.running = 0
	if len(indexes) > 0 {
		s.running = indexes[0]
	}
	return screen.Task{Slot: "walk", Name: name, Effect: screen.Ask, Do: func(ctx context.Context, report func(any)) any {
		if p.Engine == nil {
			return ended{&ad.Problem{Kind: ad.ProblemNotAsked, What: "walking " + p.Guide.ID, Why: "this console has nothing to walk with"}}
		}
		for _, in := range p.Guide.Inputs {
			if v, ok := given[in.Key]; ok {
				if err := guide.Set(p.Guide, snap, in.Key, v, src); err != nil {
					return ended{ad.AsProblem(err, ad.ProblemUsage, in.Title)}
				}
			}
		}
		for _, i := range indexes {
			st := p.Guide.Steps[i]
			report(began{i})
			report(screen.Progress{Text: fmt.Sprintf("step %d of %d, %s", i+1, len(p.Guide.Steps), st.Title)})
			progress := func(done, total int, what string) {
				report(screen.Progress{Text: fmt.Sprintf("step %d of %d, %s: %d of %d, %s", i+1, len(p.Guide.Steps), st.Title, done, total, what)})
			}
			if err := p.Engine.Inputs(ctx, p.Guide, snap, progress); err != nil && ctx.Err() == nil {
				return ended{ad.AsProblem(err, ad.ProblemUsage, "walking "+p.Guide.ID)}
			}
			if ctx.Err() == nil {
				report(visited{i, p.Engine.RunStep(ctx, st, snap, progress)})
			}
			if ctx.Err() != nil {
				return ended{&ad.Problem{Kind: ad.ProblemCancelled, What: "the walk was stopped", Do: "press r for this step, R for all of them", Err: ctx.Err()}}
			}
		}
		return ended{}
	}}
}

// Take takes a step's result, the end of a run, or the answer of a dialog.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case began:
		s.running = msg.index
		s.steps[msg.index].Status = diag.Running
	case visited:
		s.steps[msg.index] = msg.result
	case ended:
		return s.end(msg)
	case screen.Outdated:
		return s.end(ended{&ad.Problem{Kind: ad.ProblemCancelled, What: "the walk ended: somebody else is logged in now", Do: "press R to walk again as " + s.world.Status.Identity}})
	case screen.Failed:
		return s.end(ended{&ad.Problem{Kind: ad.ProblemProtocol, What: "the walk broke", Why: msg.Text, Do: "please report this"}})
	case verified:
		s.fixed, s.facts = true, msg.facts
		copy(s.steps, msg.steps)
		s.judge()
	default:
		return s.answer(msg)
	}
	return nil
}

// end closes a run: what was cut off goes back to pending, the plan is made,
// and the cursor goes to where a person is needed first.
func (s *Screen) end(e ended) screen.Action {
	s.running = -1
	for i := range s.steps {
		if s.steps[i].Status == diag.Running {
			s.steps[i].Status = diag.Pending
		}
	}
	s.problem = e.problem
	s.judge()
	if in, missing := s.missing(); missing && s.whole && e.problem != nil && e.problem.Kind == ad.ProblemUsage {
		return s.promptDialog(in)
	}
	if e.problem != nil {
		return screen.Note{Status: diag.Fail, Text: e.problem.What}
	}
	if !s.whole {
		return nil
	}
	s.ended = true
	if !s.moved {
		s.list.Cursor = s.needing()
		s.story.Top()
	}
	note := screen.Note{Status: s.worst(), Text: s.tally()}
	if proof := func(st guide.Step) bool { return st.Kind == guide.Verify }; s.plan.Empty() && !s.fixed && slices.ContainsFunc(s.parts.Guide.Steps, proof) {
		s.whole = false // there is nothing to write, so the proof need not wait
		return screen.Several{note, s.task("verifying", proof)}
	}
	return note
}

// judge gathers the findings and the plan from the steps' latest results.
func (s *Screen) judge() {
	if s.parts.Engine == nil || s.parts.Engine.Texts == nil {
		return
	}
	w := guide.Walk{Guide: s.parts.Guide, Steps: s.steps, Engine: s.parts.Engine, Facts: s.facts}
	s.found = w.Findings()
	if s.parts.Plan != nil {
		s.plan = s.parts.Plan(s.found, s.facts.Reader())
	}
}

// needing is the first step that is wrong, else the first that is not known,
// else the first that only a person can answer, else the first of all.
func (s *Screen) needing() int {
	for _, w := range []diag.Status{diag.Fail, diag.Crashed, diag.Unknown, diag.Manual} {
		for i := range s.steps {
			if s.status(i) == w {
				return i
			}
		}
	}
	return 0
}

func copyOf(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}
