package walk

import (
	"context"
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
	"adwalk/ui/screen"
)

// ended is the last thing that the task of a run reports. The state in it holds
// every event, also one that a cancelled task could not report any more.
type ended struct{ state walk.State }

// rewalk walks the whole guide from no facts.
func (s *Screen) rewalk() screen.Action {
	s.whole = true
	w := s.walk
	return s.task("walking", func(ctx context.Context, hear walk.Sink) walk.State { return w.Run(ctx, hear) })
}

// again asks anew for what one step stands on.
func (s *Screen) again(index int) screen.Action {
	if index < 0 || index >= len(s.state.Steps) {
		return nil
	}
	s.whole = false
	w, id := s.walk, s.parts.Guide.Steps[index].ID
	return s.task("asking again", func(ctx context.Context, hear walk.Sink) walk.State { return w.Again(ctx, id, hear) })
}

// judge judges every step by the answers that were just given.
func (s *Screen) judge() screen.Action {
	if s.busy {
		return nil // the run that is under way, or the next one, takes them
	}
	s.whole = false
	w := s.walk
	return s.task("judging", func(_ context.Context, hear walk.Sink) walk.State { return w.Judge(hear) })
}

// task makes the task of a run. It touches nothing of the screen.
func (s *Screen) task(name string, run func(context.Context, walk.Sink) walk.State) screen.Action {
	s.busy = true
	g := s.parts.Guide
	return screen.Task{Slot: "walk", Name: name, Effect: screen.Ask, Do: func(ctx context.Context, report func(any)) any {
		return ended{run(ctx, func(e walk.Event) {
			if text := progress(g.Steps, e); text != "" {
				report(screen.Progress{Text: text})
			}
			if e.Kind != walk.Progressed {
				report(e)
			}
		})}
	}}
}

// Take takes an event of the walk, the end of a run, or the answer of a dialog.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case walk.Event:
		s.state.Take(msg)
		s.lookUp(s.world.Now())
	case ended:
		s.state = msg.state
		s.lookUp(s.world.Now())
		return s.end()
	case screen.Outdated:
		s.state = s.walk.State()
		return s.end()
	case screen.NewLogin:
		s.epoch.Store(int64(msg.Epoch))
		s.walk.EndEpoch()
		if !s.busy {
			s.state = s.walk.State()
		}
	case screen.Failed:
		s.state = s.walk.State()
		s.state.Problem = &ad.Problem{Kind: ad.ProblemProtocol, What: "internal error (please report)", Why: msg.Text, Do: "press R to walk again"}
		return s.end()
	case walk.State: // after a write, from the plan's screen
		s.state = msg
	default:
		return s.answer(msg)
	}
	return nil
}

// end closes a run: a missing input is asked for, and the cursor goes to where a
// person is needed first.
func (s *Screen) end() screen.Action {
	s.busy = false
	p := s.state.Problem
	if in, missing := s.missing(); missing && s.whole && p != nil && p.Kind == ad.ProblemUsage {
		return s.promptDialog(in)
	}
	if p != nil {
		return screen.Note{Status: diag.Fail, Text: p.What}
	}
	if !s.whole {
		return nil
	}
	if !s.moved {
		s.list.Cursor = s.needing()
		s.story.Top()
	}
	return screen.Note{Status: s.worst(), Text: s.tally()}
}

// needing is the first step that is wrong, else the first that is not known,
// else the first that only a person can answer, else the first of all.
func (s *Screen) needing() int {
	for _, w := range []diag.Status{diag.Fail, diag.Crashed, diag.Unknown, diag.Manual} {
		for i := range s.state.Steps {
			if s.status(i) == w {
				return i
			}
		}
	}
	return 0
}

// progress says how far a run is, "" for an event that says nothing of it.
func progress(steps []guide.Step, e walk.Event) string {
	i := slices.IndexFunc(steps, func(st guide.Step) bool { return st.ID == e.Step })
	switch {
	case e.Kind == walk.Progressed && i < 0:
		return fmt.Sprintf("looking once more for owners, %d of %d: %s", e.Progress.Done, e.Progress.Total, e.Progress.What)
	case i < 0:
		return ""
	case e.Kind == walk.StepBegan:
		return fmt.Sprintf("step %d of %d, %s", i+1, len(steps), steps[i].Title)
	case e.Kind == walk.Progressed:
		return fmt.Sprintf("step %d of %d, %s: %d of %d, %s", i+1, len(steps), steps[i].Title, e.Progress.Done, e.Progress.Total, e.Progress.What)
	}
	return ""
}
