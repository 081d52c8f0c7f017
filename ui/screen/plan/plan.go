package plan

import (
	"context"
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Parts is what a plan's screen is made of.
type Parts struct {
	Plan     fix.Plan
	Crumb    string
	Commands func(fix.Plan) []screen.Rendering
	Write    func(ctx context.Context, p fix.Plan, report func(any)) *ad.Problem // instead of the last look and Access.Apply
	Verify   func(ctx context.Context, p fix.Plan, report func(any)) screen.Verified
}

// stage is how far the plan has come.
type stage int

const (
	shown stage = iota
	applying
	verifying
	done
	undoing
	undone
)

// Screen is the plan.
type Screen struct {
	world *screen.World
	parts Parts
	views []screen.Rendering
	tab   int // 0 is the plan, then the renderings

	stage    stage
	outcomes []ad.ChangeOutcome
	problem  *ad.Problem
	proof    *screen.Verified
	back     []ad.ChangeOutcome // outcomes of the undo
	gone     map[string]bool    // entries of the journal that were undone

	units    []unit // the plan's changes as they can be left out
	choosing bool   // which of them are left out is being chosen
	list     widget.List

	pager widget.Pager
	lines int
	rows  int
}

// New returns the screen of a plan.
func New(world *screen.World, p Parts) *Screen {
	s := &Screen{world: world, parts: p, units: unitsOf(p.Plan)}
	s.render()
	return s
}

// Title is the crumb.
func (s *Screen) Title() string {
	title := "Fix"
	if s.parts.Crumb != "" {
		title += " › " + s.parts.Crumb
	}
	return title
}

// Aside says whether anything was written.
func (s *Screen) Aside() widget.Line {
	switch s.stage {
	case applying, undoing:
		return widget.Text(theme.Warn, "writing…")
	case verifying:
		return widget.Text(theme.Warn, "written, verifying…")
	case done:
		if n := len(s.standing()); n > 0 {
			return widget.Text(theme.Warn, screen.Count(n, "change")+" written")
		}
	case undone:
		return widget.Text(theme.Warn, "undone")
	}
	if s.parts.Plan.Empty() {
		return widget.Text(theme.Good, "nothing to write")
	}
	text := screen.Count(len(s.parts.Plan.Changes), "change")
	if n := s.leftOut(); n > 0 {
		text = fmt.Sprintf("%d of %s", len(s.parts.Plan.Changes), screen.Count(len(s.parts.Plan.Changes)+n, "change"))
	}
	return widget.Text(theme.Good, text+" planned")
}

// written counts the changes that the directory took.
func (s *Screen) written() int {
	n := 0
	for _, o := range s.outcomes {
		if o.Done && o.Problem == nil && !o.Already {
			n++
		}
	}
	return n
}

// Move scrolls, or moves among the changes while they are chosen.
func (s *Screen) Move(key string) bool {
	if s.choosing {
		return s.list.Move(key, len(s.units), s.rows)
	}
	return s.pager.Move(key, s.lines, s.rows)
}

// Leave keeps esc from walking away from a write under way.
func (s *Screen) Leave() bool {
	if s.choosing {
		s.choosing = false
		return true
	}
	return s.stage == applying || s.stage == undoing
}

// Take takes what the tasks and the confirmation bring.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case ad.ChangeOutcome:
		s.outcomes = append(s.outcomes, msg)
		s.pager.Move("end", s.lines+1, s.rows)
	case returned:
		s.afterReturn(msg)
		s.pager.Move("end", s.lines+1, s.rows)
	case screen.Gated:
		return s.gated(msg)
	case applied:
		return s.afterApply(msg)
	case reverted:
		return s.afterUndo(msg)
	case screen.Verified:
		return s.afterVerify(msg)
	case screen.Outdated:
		if s.stage == verifying {
			return s.afterVerify(screen.Verified{Status: diag.Unknown, Lines: []screen.Seen{{Status: diag.Unknown, Text: "the login changed before every answer was in; v asks again"}}})
		}
	case screen.Failed:
		s.problem = &ad.Problem{Kind: ad.ProblemProtocol, What: "internal error while writing (please report)", Why: msg.Text, Do: "the journal says what was written"}
		s.stage = done
	default:
		return s.answer(msg)
	}
	return nil
}
