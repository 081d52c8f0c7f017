package start

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
	"adwalk/ui/widget"
)

// Screen is the start screen.
type Screen struct {
	world   *screen.World
	guides  []guide.Guide
	explain func(string) []screen.Explanation
	read    Reader

	list    widget.List
	field   widget.Field
	filter  widget.Field
	focus   focus
	answers []screen.Explanation // to what was pasted
	rows    int
	moved   bool // the operator chose a row; do not move the cursor for them
	offered bool // the session before has a row
}

type focus int

const (
	onList focus = iota
	onField
	onFilter
)

// New returns the start screen; explain and read may be nil.
func New(world *screen.World, guides []guide.Guide, explain func(string) []screen.Explanation, read Reader) *Screen {
	s := &Screen{world: world, guides: guides, explain: explain, read: read, field: widget.Field{Mask: ad.HideSecrets}}
	s.Ready()
	return s
}

// Title is empty: the header says enough.
func (s *Screen) Title() string { return "" }

// shown are the guides that pass the filter.
func (s *Screen) shown() []guide.Guide {
	words := strings.Fields(strings.ToLower(s.filter.Value()))
	var out []guide.Guide
next:
	for _, g := range s.guides {
		text := strings.ToLower(g.ID + " " + g.Symptom + " " + g.Applies)
		for _, w := range words {
			if !strings.Contains(text, w) {
				continue next
			}
		}
		out = append(out, g)
	}
	return out
}

// onEarlier says whether the cursor is on the session before.
func (s *Screen) onEarlier() bool {
	return s.offers() && len(s.answers) == 0 && s.list.Cursor == 0
}

// offers says whether the session before is offered, as the first row.
func (s *Screen) offers() bool { return s.world.Earlier != nil && s.filter.Value() == "" }

// count is the number of rows of the list.
func (s *Screen) count() int {
	n := len(s.shown())
	if s.offers() {
		n++
	}
	return n
}

// has says whether a walkthrough is among those of this console.
func (s *Screen) has(id string) bool {
	for _, g := range s.guides {
		if g.ID == id && id != "" {
			return true
		}
	}
	return false
}

// Choose puts the cursor on a walkthrough, and lists all of them.
func (s *Screen) Choose(id string) {
	s.answers, s.focus, s.moved = nil, onList, false
	s.filter.Set("")
	s.list.Cursor = 0
	for i, g := range s.shown() {
		if g.ID == id {
			s.list.Cursor = i
			if s.offers() {
				s.list.Cursor++
			}
		}
	}
}

// Ready puts the cursor on the session before, where one is offered, else on the
// walkthrough whose faults the lab has. What the operator has chosen already
// stays chosen.
func (s *Screen) Ready() {
	came := s.offers() && !s.offered
	s.offered = s.offers()
	switch {
	case s.focus != onList || len(s.answers) > 0:
		return
	case came && s.moved:
		s.list.Cursor++ // its row came above the one that was chosen
		return
	case came:
		s.list.Cursor = 0
		return
	case s.moved || s.offers():
		return
	}
	for i, g := range s.shown() {
		if g.ID == s.world.Status.Scenario {
			s.list.Cursor = i
		}
	}
}

// Move moves the cursor; up from the first row reaches the field.
func (s *Screen) Move(key string) bool {
	s.moved = true
	if (key == "up" || key == "k") && s.list.Cursor == 0 && len(s.answers) == 0 {
		s.focus = onField
		return true
	}
	n := s.count()
	if len(s.answers) > 0 {
		n = len(s.answers)
	}
	return s.list.Move(key, n, s.rows)
}

// Leave removes the answers, then the filter.
func (s *Screen) Leave() bool {
	switch {
	case len(s.answers) > 0:
		s.answers = nil
		s.list = widget.List{}
	case s.filter.Value() != "":
		s.filter.Set("")
	default:
		return false
	}
	return true
}
