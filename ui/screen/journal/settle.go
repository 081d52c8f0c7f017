package journal

import (
	"context"
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/screen"
)

// recovered is what settling came to.
type recovered struct {
	found   screen.Recovery
	problem *ad.Problem
}

// open counts the entries without a known result.
func (s *Screen) open() int {
	n := 0
	for _, r := range s.all {
		switch r.State {
		case "failed", "unknown", "intended", "undecided", "":
			n++
		}
	}
	return n
}

// settling is the key that looks open entries up.
func (s *Screen) settling() screen.Binding {
	b := screen.Binding{Keys: []string{"S"}, Intent: doSettle, Help: "settle", Long: "read what became of changes without a known result", Effect: screen.Ask}
	if s.world.Access.Recover == nil {
		b.Why = "this console is read-only: adwalk journal --settle in one that is not"
	}
	return b
}

// finishing is the key that completes a half-done plan.
func (s *Screen) finishing() screen.Binding {
	return screen.Binding{Keys: []string{"F"}, Intent: doFinish, Help: "finish plan", Long: "write the changes of this plan that were not made: shows the plan first", Effect: screen.Write}
}

func (s *Screen) settle() screen.Action {
	find := s.world.Access.Recover
	return screen.Task{Slot: "settle", Name: "reading what became of open changes", Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		found, p := find(ctx)
		return recovered{found, p}
	}}
}

func (s *Screen) afterSettle(r recovered) screen.Action {
	s.problem = r.problem
	note := screen.Note{Status: diag.Pass, Text: fmt.Sprintf("%s settled", screen.Count(r.found.Settled, "change"))}
	if r.found.Open > 0 {
		note = screen.Note{Status: diag.Unknown, Text: fmt.Sprintf("%s settled, %d still not known", screen.Count(r.found.Settled, "change"), r.found.Open)}
	}
	if r.problem != nil {
		note = screen.Note{Status: diag.Fail, Text: r.problem.What}
	}
	return screen.Several{note, s.Open()}
}
