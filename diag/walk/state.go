package walk

import (
	"maps"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
)

// Phase is how far a walk is.
type Phase string

// The phases. A walk that was stopped is Idle again and keeps what it has.
const (
	Idle       Phase = "idle"
	Collecting Phase = "collecting"
	Applying   Phase = "applying"
	Checking   Phase = "verifying"
)

// State is what a walk's events add up to. It is a value of its own: nothing in
// it changes except by Take.
type State struct {
	Guide   guide.Guide
	Epoch   string
	Phase   Phase
	Steps   []guide.StepResult  // in the guide's order; Pending until visited
	Running int                 // index of the step being visited, -1 for none
	Inputs  map[string]Input    // by key; without a value until one is known
	Answers map[string]Answer   // by item
	Decided map[string]Decision // by subject

	Findings []diag.Finding
	Plan     fix.Plan
	Complete bool        // every step was visited, and none was cut off
	Problem  *ad.Problem // why the last run ended early, nil when it did not

	Outcomes []ad.ChangeOutcome // of the last write
	Undos    []ad.ChangeOutcome // of its undo; ID is the journal entry that was undone
	Wrote    bool               // something was written since the walk began
	Refused  *ad.Problem        // the first problem of the last write
	Verdict  *Verdict           // on the last write
	Over     bool               // the identity changed: only a new walk goes on

	last int // number of the last event that was taken
}

// NewState is a walk of which nothing has happened yet.
func NewState(g guide.Guide) State {
	s := State{Guide: g, Phase: Idle, Running: -1, Inputs: map[string]Input{}, Answers: map[string]Answer{}, Decided: map[string]Decision{}}
	s.forget()
	return s
}

// forget goes back to no facts. What a person gave and answered stays.
func (s *State) forget() {
	s.Steps = make([]guide.StepResult, len(s.Guide.Steps))
	for i, st := range s.Guide.Steps {
		s.Steps[i] = guide.StepResult{ID: st.ID, Title: st.Title, Status: diag.Pending}
	}
	maps.DeleteFunc(s.Inputs, func(_ string, in Input) bool { return in.Source.Kind == derived })
	s.Findings, s.Plan, s.Complete, s.Problem, s.Over = nil, fix.Plan{}, false, nil, false
}

// Take adds one event.
func (s *State) Take(e Event) {
	if e.Seq > 0 {
		s.last = e.Seq
	}
	switch e.Kind {
	case Began:
		s.forget()
		s.Epoch, s.Phase = e.Epoch, Collecting
	case Given:
		if e.Input.Gone {
			delete(s.Inputs, e.Input.Key)
		} else {
			s.Inputs[e.Input.Key] = *e.Input
		}
	case Answered:
		if e.Answer.Gone {
			delete(s.Answers, e.Answer.Item)
		} else {
			s.Answers[e.Answer.Item] = *e.Answer
		}
	case Decided:
		if e.Decision.Gone {
			delete(s.Decided, e.Decision.Subject)
		} else {
			s.Decided[e.Decision.Subject] = *e.Decision
		}
	case StepBegan:
		if s.Phase == Idle {
			s.Phase = Collecting
		}
		s.Problem = nil
		if s.Running = s.index(e.Step); s.Running >= 0 && s.Phase == Collecting {
			s.Steps[s.Running].Status = diag.Running
		}
	case StepEnded:
		if i := s.index(e.Step); i >= 0 && e.Result != nil {
			s.Steps[i] = *e.Result
		}
		s.Running = -1
	case Judged:
		s.Findings = e.Findings
		if s.Plan = (fix.Plan{}); e.Plan != nil {
			s.Plan = *e.Plan
		}
		s.standing()
	case Stopped, Ended, EpochEnded:
		s.rest()
		s.Problem = e.Problem
		s.Complete = s.Complete || e.Kind == Ended
		s.Over = s.Over || e.Kind == EpochEnded
	case Rechecking:
		if s.Phase != Applying {
			s.Outcomes, s.Undos, s.Refused, s.Verdict = nil, nil, nil, nil
		}
		s.Phase = Applying
	case Undone:
		s.Undos = append(slices.Clone(s.Undos), *e.Change)
	case Changed:
		s.Outcomes = append(slices.Clone(s.Outcomes), *e.Change)
		s.Wrote = s.Wrote || e.Change.Done && !e.Change.Already
	case Written:
		s.rest()
		s.Refused = e.Problem
	case Verifying:
		s.Phase = Checking
	case Verified:
		s.rest()
		s.Verdict = e.Verdict
	}
}

// rest ends whatever was under way; a step that was cut off is to be visited
// again.
func (s *State) rest() {
	s.Phase, s.Running = Idle, -1
	for i := range s.Steps {
		if s.Steps[i].Status == diag.Running {
			s.Steps[i].Status, s.Steps[i].Lines = diag.Pending, nil
		}
	}
}

func (s *State) index(id string) int {
	return slices.IndexFunc(s.Guide.Steps, func(st guide.Step) bool { return st.ID == id })
}

// Replay rebuilds a state from a walk's events.
func Replay(g guide.Guide, events []Event) State {
	s := NewState(g)
	for _, e := range events {
		s.Take(e)
	}
	return s
}

// clone is a copy that shares nothing that Take changes.
func (s State) clone() State {
	s.Steps, s.Inputs, s.Answers, s.Decided = slices.Clone(s.Steps), maps.Clone(s.Inputs), maps.Clone(s.Answers), maps.Clone(s.Decided)
	return s
}
