package walk

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Parts is what a walk is made of.
type Parts struct {
	Guide   guide.Guide
	Engine  *guide.Engine
	Facts   func() *diag.Snapshot // the facts to start from, anew each time
	Plan    func([]diag.Finding, *diag.Reader) fix.Plan
	Samples map[string]string // what the lab has ready to paste or to type, by input
	Pages   func(code string) string
	Given   map[string]string // values found in a paste; those that fit an input are taken
	Told    Told              // of an earlier walk of this guide; it is kept up to date
}

// Told is what an operator told a walk. It outlives the walk's screen: nobody
// pastes a server's answer twice.
type Told struct {
	Given   map[string]string // by input
	Answers map[string]bool   // by item
}

// NothingTold is what a first walk starts with.
func NothingTold() Told { return Told{Given: map[string]string{}, Answers: map[string]bool{}} }

// Screen is the walk.
type Screen struct {
	world *screen.World
	parts Parts

	facts   *diag.Snapshot
	given   map[string]string // what the operator gave, by input
	answers map[string]bool   // what the operator saw, by item
	steps   []guide.StepResult
	problem *ad.Problem // why the walk cannot go on
	running int         // index of the step being visited, -1 for none
	whole   bool        // the run under way, or the last one, is of the whole walk
	ended   bool        // a whole run has ended
	fixed   bool        // a plan was applied
	kept    bool        // what was told an earlier walk is used
	plan    fix.Plan    // from what is known now
	found   []diag.Finding

	list   widget.List
	story  widget.Pager
	moved  bool // the operator chose a step; do not move the cursor for them
	inputs *inputs
	items  []guide.Item // still to be asked about, while answering
	rows   int          // height of the story when it was last drawn
	cols   int
}

// New returns a walk that has not asked for anything yet.
func New(world *screen.World, p Parts) *Screen {
	if p.Told.Given == nil {
		p.Told = NothingTold()
	}
	s := &Screen{world: world, parts: p, given: p.Told.Given, answers: p.Told.Answers, running: -1}
	s.kept = len(s.given)+len(s.answers) > 0
	for _, in := range p.Guide.Inputs {
		if v, ok := p.Given[in.Key]; ok && s.check(in, v) == nil {
			s.given[in.Key] = v
		}
	}
	s.reset()
	return s
}

// reset forgets every fact and result, but not what the operator gave.
func (s *Screen) reset() {
	s.facts = s.parts.Facts()
	s.steps = make([]guide.StepResult, len(s.parts.Guide.Steps))
	for i, st := range s.parts.Guide.Steps {
		s.steps[i] = guide.StepResult{ID: st.ID, Title: st.Title, Status: diag.Pending}
	}
	s.problem, s.plan, s.found, s.ended = nil, fix.Plan{}, nil, false
}

// Open walks the whole guide.
func (s *Screen) Open() screen.Action { return s.rewalk() }

// Title is the crumb.
func (s *Screen) Title() string {
	title := s.parts.Guide.Symptom
	if s.inputs != nil {
		title += " › what the walk knows"
	}
	return title
}

// Aside is where we are in the guide.
func (s *Screen) Aside() widget.Line {
	if len(s.steps) == 0 {
		return widget.Line{}
	}
	return widget.Text(theme.Frame, fmt.Sprintf("step %d of %d", s.list.Cursor+1, len(s.steps)))
}

// step is the one under the cursor; ok is false in a guide without steps.
func (s *Screen) step() (st guide.Step, res guide.StepResult, ok bool) {
	i := s.list.Cursor
	if i < 0 || i >= len(s.steps) {
		return guide.Step{}, guide.StepResult{}, false
	}
	return s.parts.Guide.Steps[i], s.steps[i], true
}

func (s *Screen) busy() bool { return s.running >= 0 }
