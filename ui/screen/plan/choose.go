package plan

import (
	"slices"

	"adwalk/ad"
	"adwalk/diag/fix"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// unit is what can be left out of a plan by itself: one change, or both halves
// of a move.
type unit struct {
	changes []fix.Planned
	out     bool
}

// unitsOf takes a plan apart. The halves of a move belong together: one without
// the other would lose the SPN or be refused as a duplicate.
func unitsOf(p fix.Plan) []unit {
	var out []unit
next:
	for _, c := range p.Changes {
		if c.MovesFrom != "" || c.MovesTo != "" {
			for i, u := range out {
				if o := u.changes[0]; ad.FoldSPN(o.Change.Value) == ad.FoldSPN(c.Change.Value) && (o.MovesFrom != "" || o.MovesTo != "") {
					out[i].changes = append(out[i].changes, c)
					continue next
				}
			}
		}
		out = append(out, unit{changes: []fix.Planned{c}})
	}
	return out
}

// leftOut counts the changes that are left out.
func (s *Screen) leftOut() int {
	n := 0
	for _, u := range s.units {
		if u.out {
			n += len(u.changes)
		}
	}
	return n
}

// toggle leaves the unit under the cursor out, or takes it in again.
func (s *Screen) toggle() {
	if s.list.Cursor >= len(s.units) {
		return
	}
	s.units[s.list.Cursor].out = !s.units[s.list.Cursor].out
	s.parts.Plan.Changes = nil
	for _, u := range s.units {
		if !u.out {
			s.parts.Plan.Changes = append(s.parts.Plan.Changes, u.changes...)
		}
	}
	s.render()
}

// render makes the plan's texts for other tools.
func (s *Screen) render() {
	s.views, s.tab = nil, 0
	if s.parts.Commands != nil && !s.parts.Plan.Empty() {
		s.views = s.parts.Commands(s.parts.Plan)
	}
}

// chooser lists the plan's changes with a mark each.
func (s *Screen) chooser(w, h int) []widget.Line {
	out := []widget.Line{widget.Text(theme.Title, " Which changes to make"), widget.Text(theme.Dim, " A move is one line: both its halves are made, or neither."), {}}
	s.rows = max(1, h-len(out))
	from, to := s.list.Window(len(s.units), s.rows)
	for i := from; i < to; i++ {
		u := s.units[i]
		mark, role := "[x] ", theme.Good
		if u.out {
			mark, role = "[ ] ", theme.Dim
		}
		lead := " "
		if i == s.list.Cursor {
			lead = "▸"
		}
		l := widget.Ends(widget.Of(widget.S(theme.Plain, lead), widget.S(role, mark), widget.S(theme.Plain, u.text())), widget.Text(theme.Dim, u.where()+" "), w)
		l.Selected = i == s.list.Cursor
		out = append(out, l)
	}
	return out
}

func (u unit) text() string {
	c := u.changes[0].Change
	switch {
	case len(u.changes) > 1:
		return "move " + screen.MarkedText(c.Value)
	case c.Op == ad.DeleteValue:
		return "delete " + screen.MarkedText(c.Value)
	}
	return "add " + screen.MarkedText(c.Value)
}

func (u unit) where() string {
	i := slices.IndexFunc(u.changes, func(c fix.Planned) bool { return c.Change.Op == ad.AddValue })
	k := slices.IndexFunc(u.changes, func(c fix.Planned) bool { return c.Change.Op == ad.DeleteValue })
	if i >= 0 && k >= 0 {
		return u.changes[k].Change.Account + " → " + u.changes[i].Change.Account
	}
	return place(u.changes[0].Change)
}
