package health

import (
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
)

const (
	doWalk   screen.Intent = "walk"
	doObject screen.Intent = "object"
	doTicket screen.Intent = "ticket"
)

// leads are the keys that lead on from the row under the cursor: to the walkthrough that
// plans its fix, to the object and to the ticket that its first finding is about. none is
// why there is no row.
func (s *Screen) leads(none string) (walk, object, ticket screen.Binding) {
	walk = screen.Binding{Keys: []string{"f"}, Intent: doWalk, Help: "walk to the fix", Long: "the walkthrough that looks at this and plans the fix", Why: none}
	object = screen.Binding{Keys: []string{"o"}, Intent: doObject, Help: "object", Long: "the object that the first finding is about", Quiet: true, Why: none}
	ticket = screen.Binding{Keys: []string{"t"}, Intent: doTicket, Help: "ticket", Long: "ask for a ticket for the SPN of the first finding", Quiet: true, Why: none}
	at := s.table.At()
	if none != "" || at < 0 || at >= len(s.rows) {
		return walk, object, ticket
	}
	r := s.rows[at]
	if s.walkFor(r).Guide == "" {
		walk.Why = "no walkthrough goes on with this; P says what to do"
	}
	o, found := r.wrong()
	switch {
	case !found:
		object.Why = "this check found nothing wrong"
		ticket.Why = object.Why
		return walk, object, ticket
	case screen.ObjectOf(o.Args) == "":
		object.Why = "this finding names no object"
	}
	if _, err := ad.ParseSPN(o.Subject); err != nil {
		ticket.Why = "this finding is not about an SPN"
	}
	return walk, object, ticket
}

// wrong is the first thing that the row's check found wrong.
func (r row) wrong() (diag.Outcome, bool) {
	i := slices.IndexFunc(r.outcomes, func(o diag.Outcome) bool { return o.Status == diag.Fail })
	if i < 0 {
		return diag.Outcome{}, false
	}
	return r.outcomes[i], true
}

// walkFor is the walkthrough that goes on with a row: one that looks at the whole forest
// and runs its check, else one about a service that runs it, with the SPN of the first
// finding. Its Guide is "" where there is none.
func (s *Screen) walkFor(r row) screen.ToWalk {
	o, _ := r.wrong()
	_, err := ad.ParseSPN(o.Subject)
	var about screen.ToWalk
	for _, g := range s.guides {
		if !slices.ContainsFunc(g.Steps, func(st guide.Step) bool { return slices.Contains(st.Checks, r.code) }) {
			continue
		}
		if len(g.Inputs) == 0 { // it is told nothing
			return screen.ToWalk{Guide: g.ID}
		}
		asked := slices.IndexFunc(g.Inputs, func(in guide.Input) bool { return in.Required && !in.Paste && in.Discover == nil })
		if about.Guide == "" && asked >= 0 && err == nil {
			about = screen.ToWalk{Guide: g.ID, Values: map[string]string{g.Inputs[asked].Key: o.Subject}}
		}
	}
	return about
}
