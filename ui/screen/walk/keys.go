package walk

import (
	"fmt"
	"strconv"
	"strings"

	"adwalk/diag/guide"
	"adwalk/ui/screen"
)

// The intents of a walk.
const (
	doEnter  screen.Intent = "enter"
	doNext   screen.Intent = "next"
	doBack   screen.Intent = "back"
	doFix    screen.Intent = "fix"
	doAgain  screen.Intent = "again"
	doAll    screen.Intent = "all"
	doPaste  screen.Intent = "paste"
	doSample screen.Intent = "sample"
	doInputs screen.Intent = "inputs"
	doCopy   screen.Intent = "copy"
	doProof  screen.Intent = "proof"
	doStep   screen.Intent = "step"
	doUp     screen.Intent = "step-back"
	doPage   screen.Intent = "page"
	doObject screen.Intent = "object"
	doTicket screen.Intent = "ticket"
	doShell  screen.Intent = "commands"
	doChoose screen.Intent = "choose:" // with the number behind it
)

// Bindings is the key table for the step under the cursor.
func (s *Screen) Bindings() []screen.Binding {
	if s.inputs != nil {
		return s.inputs.bindings()
	}
	st, _, _ := s.step()
	enter := screen.Binding{Keys: []string{"enter"}, Intent: doEnter, Help: "evidence", Long: "all that was seen in this step, and what it means"}
	switch st.Kind {
	case guide.Person:
		enter.Help, enter.Long = "answer", "record what you see on the servers, item by item"
	case guide.Fix:
		enter.Help, enter.Long = "the plan", "what would be written, and how to undo it"
	}
	next := screen.Binding{Keys: []string{"n"}, Intent: doNext, Help: "next problem", Long: "the next step that is wrong, not known or needs you"}
	if s.problem(1) < 0 {
		next.Why = "no other step is wrong or needs you"
	}
	back := screen.Binding{Keys: []string{"N"}, Intent: doBack, Help: "problem before", Long: "the step before that is wrong, not known or needs you", Why: next.Why, Quiet: true}
	stepOn := screen.Binding{Keys: []string{"right", "tab"}, Intent: doStep, Help: "next step", Quiet: true}
	stepUp := screen.Binding{Keys: []string{"left", "shift+tab"}, Intent: doUp, Help: "step before", Quiet: true}
	fixing := screen.Binding{Keys: []string{"f"}, Intent: doFix, Help: "fix", Long: "the plan that fixes what was found", Why: s.whyNoPlan()}
	if n := len(s.state.Plan.Changes); n > 0 {
		fixing.Help = fmt.Sprintf("fix (%d)", n)
	} else if len(s.state.Plan.Left) > 0 {
		fixing.Help, fixing.Long = "by hand", "what is to be done by hand"
	}
	again := screen.Binding{Keys: []string{"r"}, Intent: doAgain, Help: "ask again", Long: "visit this step again with fresh answers", Effect: screen.Ask}
	all := screen.Binding{Keys: []string{"R"}, Intent: doAll, Help: "walk again", Long: "forget every answer and walk the whole guide again", Effect: screen.Ask, Quiet: true}
	if s.busy {
		again.Why = "still asking; ctrl+x stops"
		all.Why = again.Why
	}
	paste := screen.Binding{Keys: []string{"p"}, Intent: doPaste, Help: "paste", Long: "paste a command's output or a log for this walk"}
	if len(s.pastes()) == 0 {
		paste.Why, paste.Quiet = "this walk reads no pasted text", true
	}
	sample := screen.Binding{Keys: []string{"s"}, Intent: doSample, Help: "lab's values", Long: "take what the lab has ready, as if you had pasted or typed it"}
	if len(s.samples()) == 0 {
		sample.Why, sample.Quiet = "only the lab has values ready", true
		if s.world.Status.Lab {
			sample.Why = "the lab has nothing ready for this walk"
		}
	} else if s.busy {
		sample.Why = again.Why
	}
	inputs := screen.Binding{Keys: []string{"i"}, Intent: doInputs, Help: "inputs", Long: "what the walk found or was given; correct or type it"}
	if len(s.parts.Guide.Inputs) == 0 {
		inputs.Why, inputs.Quiet = "this walk takes no inputs: it finds everything by itself", true
	}
	table := []screen.Binding{next, enter, fixing, again, paste, sample}
	if len(s.samples()) > 0 && !s.sampled() {
		table = []screen.Binding{next, enter, sample, fixing, again, paste}
	}
	table = append(table, s.findingKeys()...)
	return append(table,
		inputs,
		screen.Binding{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy this step's commands, or its text"},
		back, stepOn, stepUp, all,
		screen.Binding{Keys: []string{"e"}, Intent: doProof, Help: "evidence", Long: "all that was seen in this step, whatever enter does here", Quiet: true},
	)
}

// whyNoPlan says why there is nothing to fix, "" when there is.
func (s *Screen) whyNoPlan() string {
	switch {
	case s.busy:
		return "still asking; the plan is made when every step was visited"
	case !s.state.Complete:
		return "the walk has not come to its end yet; R walks again"
	case !s.state.Plan.Empty() || len(s.state.Plan.Left) > 0:
		return ""
	case len(s.state.Contradictions()) > 0:
		return "nothing to move: " + s.state.Contradictions()[0]
	case len(s.state.Findings) == 0:
		return "nothing was found that needs a fix"
	}
	return "no change in the directory fixes what was found; the evidence says what does"
}

// Handle does what a key means here.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	if n, ok := strings.CutPrefix(string(i), string(doChoose)); ok {
		k, _ := strconv.Atoi(n)
		return s.choose(k)
	}
	if s.inputs != nil {
		return s.handleInputs(i)
	}
	switch i {
	case doNext:
		s.goTo(s.problem(1))
	case doBack:
		s.goTo(s.problem(-1))
	case doStep:
		s.goTo(s.list.Cursor + 1)
	case doUp:
		s.goTo(s.list.Cursor - 1)
	case doPage, doObject, doTicket, doShell:
		return s.follow(i)
	case doEnter:
		return s.enter()
	case doProof:
		return s.evidence()
	case doFix:
		return s.openPlan()
	case doAgain:
		return s.again(s.list.Cursor)
	case doAll:
		return s.rewalk()
	case doPaste:
		return s.askPaste()
	case doSample:
		return s.takeSamples()
	case doInputs:
		s.inputs = &inputs{}
	case doCopy:
		return s.copy()
	}
	return nil
}

func (s *Screen) enter() screen.Action {
	st, _, ok := s.step()
	switch {
	case !ok:
		return nil
	case st.Kind == guide.Person && len(st.Items) > 0:
		s.items = st.Items
		return s.askItem()
	case st.Kind == guide.Fix:
		if why := s.whyNoPlan(); why != "" {
			return screen.Note{Status: "manual", Text: why}
		}
		return s.openPlan()
	}
	return s.evidence()
}

func (s *Screen) goTo(i int) {
	s.list.Cursor = i
	s.list.Clamp(len(s.state.Steps))
	s.story.Top()
	s.moved = true
}

// Move moves among the steps, and through the story of one.
func (s *Screen) Move(key string) bool {
	if s.inputs != nil {
		return s.inputs.list.Move(key, len(s.parts.Guide.Inputs), s.rows)
	}
	switch key {
	case "up", "k", "down", "j", "home", "end", "g", "G":
		before := s.list.Cursor
		s.list.Move(key, len(s.state.Steps), s.rows)
		if s.list.Cursor != before {
			s.goTo(s.list.Cursor)
		}
		return true
	case "K":
		key = "up"
	case "J":
		key = "down"
	}
	return s.story.Move(key, len(s.storyLines(s.cols)), s.rows)
}

// Leave closes the inputs before esc leaves the walk.
func (s *Screen) Leave() bool {
	if s.inputs != nil {
		s.inputs = nil
		return true
	}
	return false
}
