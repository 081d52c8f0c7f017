package walk

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
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
	Seen    map[string]Seen   // by step: what an earlier session saw, shown until it is looked up again
	Told    Told              // of an earlier walk of this guide; it is kept up to date
}

// Told is what a person gave a walk. It outlives the walk's screen: nobody
// pastes a server's answer twice.
type Told struct {
	Given   map[string]walk.Input  // by input
	Answers map[string]walk.Answer // by item
}

// NothingTold is what a first walk starts with.
func NothingTold() Told {
	return Told{Given: map[string]walk.Input{}, Answers: map[string]walk.Answer{}}
}

// Screen is the walk.
type Screen struct {
	world *screen.World
	parts Parts

	walk  *walk.Walk
	state walk.State    // as far as the walk's events have reached this screen
	epoch *atomic.Int64 // the login in use, for the walk's own goroutines
	given Told
	busy  bool // a run is under way
	whole bool // it is of the whole walk, as the last one was
	kept  bool // what was told an earlier walk is used

	lookedUp   map[string]time.Time // by step: when it was looked up in this session
	wasPending map[string]bool

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
	s := &Screen{world: world, parts: p, given: p.Told, epoch: &atomic.Int64{}, lookedUp: map[string]time.Time{}, wasPending: map[string]bool{}}
	s.epoch.Store(int64(world.Epoch))
	s.walk = walk.New(p.Guide, walk.Parts{Engine: p.Engine, Facts: p.Facts, Plan: p.Plan, Epoch: func() string { return strconv.FormatInt(s.epoch.Load(), 10) }, Now: world.Now})
	s.kept = len(s.given.Given)+len(s.given.Answers) > 0
	for _, in := range s.given.Given {
		_ = s.walk.Give(in.Key, in.Value, in.Source) // it was taken before
	}
	for _, a := range s.given.Answers {
		s.walk.Say(a.Item, &a.Yes, a.Source)
	}
	for _, in := range p.Guide.Inputs {
		if v, ok := p.Given[in.Key]; ok && s.check(in, v) == nil {
			s.give(in.Key, v, ad.Source{Kind: "paste", Name: "pasted text", At: world.Now().UTC()})
		}
	}
	s.state = s.walk.State()
	return s
}

// give records an input for this walk and the next one; an empty value takes it
// back.
func (s *Screen) give(key, value string, src ad.Source) {
	if err := s.walk.Give(key, value, src); err != nil {
		return // the dialog has checked it
	}
	if !s.busy {
		s.state = s.walk.State()
	}
	if strings.TrimSpace(value) == "" {
		delete(s.given.Given, key)
		return
	}
	s.given.Given[key] = walk.Input{Key: key, Value: value, Source: src}
}

// operator is the source of what a person types here.
func (s *Screen) operator() ad.Source {
	return ad.Source{Kind: "operator", Name: s.world.Status.Identity, At: s.world.Now().UTC()}
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
	if len(s.state.Steps) == 0 || s.inputs != nil { // inputs are of all steps
		return widget.Line{}
	}
	return widget.Text(theme.Frame, fmt.Sprintf("step %d of %d", s.list.Cursor+1, len(s.state.Steps)))
}

// step is the one under the cursor; ok is false in a guide without steps.
func (s *Screen) step() (st guide.Step, res guide.StepResult, ok bool) {
	i := s.list.Cursor
	if i < 0 || i >= len(s.state.Steps) {
		return guide.Step{}, guide.StepResult{}, false
	}
	res, _ = s.shown(i)
	return s.parts.Guide.Steps[i], res, true
}

// State implements screen.Stater.
func (s *Screen) State() walk.State { return s.state }
