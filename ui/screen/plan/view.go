package plan

import (
	"slices"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// View draws the plan, or one of its renderings, and below it what happened.
func (s *Screen) View(w, h int) []widget.Line {
	var lines []widget.Line
	switch {
	case s.choosing:
		return s.chooser(w, h)
	case s.tab > 0:
		lines = s.rendering(w)
	case s.stage == shown:
		lines = append(screen.ProblemLines(s.problem, w), s.proposal(w)...)
	default:
		lines = s.report(w)
	}
	s.lines, s.rows = len(lines), h
	if where := s.pager.Where(len(lines), h); where != "" {
		s.rows = h - 1
		return append(append([]widget.Line{}, s.pager.View(lines, h-1)...), widget.Text(theme.Dim, " "+s.pager.Where(len(lines), h-1)+" · pgdn, pgup"))
	}
	return s.pager.View(lines, h)
}

func (s *Screen) rendering(w int) []widget.Line {
	v := s.views[s.tab-1]
	out := []widget.Line{widget.Of(widget.S(theme.Frame, " The same as "), widget.S(theme.Title, v.Name), widget.S(theme.Dim, "   y copies it, tab shows the next")), {}}
	text := strings.TrimRight(v.Text, "\n")
	if text == "" {
		return append(out, widget.Text(theme.Dim, "  "+v.Name+" has no command for these changes"))
	}
	for l := range strings.SplitSeq(text, "\n") {
		out = append(out, widget.Command(theme.Plain, "  ", l, w-1, v.Continue)...)
	}
	return out
}

// group is the changes of one attribute of one object; groups of one object stand
// together.
type group struct {
	dn, guid, attribute string
	changes             []fix.Planned
	kept                int
}

func groups(p fix.Plan) []group {
	var out []group
next:
	for _, c := range p.Changes {
		for i := range out {
			if strings.EqualFold(out[i].dn, c.Change.DN) && strings.EqualFold(out[i].attribute, c.Change.Attribute) {
				out[i].changes = append(out[i].changes, c)
				if c.Change.Op == ad.DeleteValue {
					out[i].kept = max(0, out[i].kept-1) // each delete counted itself alone
				}
				continue next
			}
		}
		at := len(out)
		for i := range out {
			if strings.EqualFold(out[i].dn, c.Change.DN) {
				at = i + 1
			}
		}
		out = slices.Insert(out, at, group{c.Change.DN, c.Change.GUID, c.Change.Attribute, []fix.Planned{c}, c.Kept})
	}
	return out
}

// proposal is what would be written, for whom, the risk, the rights, what will
// prove it, and what is left to do by hand.
func (s *Screen) proposal(w int) []widget.Line {
	p := s.parts.Plan
	var out []widget.Line
	if p.Empty() {
		text := "Nothing can be written by itself: what follows is done by hand."
		if n := len(p.Choices); n > 0 {
			text = "Nothing to write yet: " + screen.Count(n, "question") + " in the walk, answered with a number, may make changes of it."
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, " ")}, theme.Dim, text, w-1)...)
	}
	object := ""
	for _, g := range groups(p) {
		if !strings.EqualFold(g.dn, object) { // an object stands once above its attributes
			guid := ""
			if len(g.guid) >= 8 {
				guid = "objectGUID " + g.guid[:8] + "…"
			}
			out = append(out, widget.Ends(widget.Text(theme.Title, " "+g.dn), widget.Text(theme.Dim, guid+" "), w))
			object = g.dn
		}
		kept := ""
		if g.kept > 0 {
			kept = screen.Count(g.kept, "value") + " stay as they are "
			if g.kept == 1 {
				kept = "1 value stays as it is "
			}
		}
		out = append(out, widget.Ends(widget.Text(theme.Frame, "   "+g.attribute), widget.Text(theme.Dim, kept), w))
		for _, c := range g.changes {
			l := widget.Added("   ", screen.MarkedText(c.Change.Value))
			if c.Change.Op == ad.DeleteValue {
				l = widget.Removed("   ", screen.MarkedText(c.Change.Value))
			}
			note := ""
			switch {
			case strings.EqualFold(c.Change.Attribute, "msDS-SupportedEncryptionTypes"):
				if n, err := strconv.ParseUint(c.Change.Value, 10, 32); err == nil {
					note = ad.SupportedETypes(n).String() + " "
				}
			case c.MovesTo != "":
				note = "moves to " + c.MovesTo + " "
			case c.MovesFrom != "":
				note = "comes from " + c.MovesFrom + " "
			}
			out = append(out, widget.Ends(l, widget.Text(theme.Dim, note), w))
		}
	}
	out = append(out, s.consequences(w)...)
	out = append(out, s.effects(w)...)
	return append(out, s.leftOver(w)...)
}

// consequences gathers effects and risks, each said once, then rights, undo
// and proof.
func (s *Screen) consequences(w int) []widget.Line {
	p := s.parts.Plan
	if p.Empty() {
		return nil
	}
	out := []widget.Line{{}}
	part := func(name, text string, role theme.Role) {
		if text == "" {
			return
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Frame, " "+name+strings.Repeat(" ", max(1, 9-len(name))))}, role, text, w-1)...)
	}
	for i, r := range risks(p) {
		name := "Risk"
		if i > 0 {
			name = "" // said once
		}
		part(name, r, theme.Warn)
	}
	part("Rights", rights(p), theme.Plain)
	final := s.noReturn()
	back := screen.Count(len(p.Changes), "change")
	if len(final) > 0 {
		back = strconv.Itoa(len(p.Changes)-len(final)) + " of " + back
	}
	part("Undo", "u undoes "+back+", here or in the journal, last first.", theme.Plain)
	for _, text := range final {
		part("", text, theme.Warn)
	}
	for i, v := range p.Verify {
		name := "Proof"
		switch {
		case v == fix.RememberNote:
			name = "Then"
		case i > 0:
			name = ""
		}
		part(name, v, theme.Plain)
	}
	return out
}

// effects says what each change means. Changes that mean the same for another
// name are told once.
func (s *Screen) effects(w int) []widget.Line {
	var order []string
	count, first := map[string]int{}, map[string]string{}
	for _, c := range s.parts.Plan.Changes {
		if c.Effect == "" {
			continue
		}
		key := strings.ReplaceAll(c.Effect, c.Change.Value, "\x00")
		if count[key]++; count[key] == 1 {
			order = append(order, key)
			first[key] = c.Effect
		}
	}
	if len(order) == 0 {
		return nil
	}
	out := []widget.Line{{}, widget.Text(theme.Title, " What it changes, for whom")}
	for _, key := range order {
		text := first[key]
		if n := count[key]; n > 1 {
			text = strings.ReplaceAll(key, "\x00", "any of "+strconv.Itoa(n)+" SPNs")
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Frame, " · ")}, theme.Plain, text, w-1)...)
	}
	return out
}

// rights says whether the operator may write what the plan writes.
func rights(p fix.Plan) string {
	var yes, no, unknown []string
	for _, c := range p.Changes {
		switch {
		case c.Writable == nil:
			unknown = append(unknown, c.Change.Account)
		case *c.Writable:
			yes = append(yes, c.Change.Account)
		default:
			no = append(no, c.Change.Account)
		}
	}
	yes = slices.DeleteFunc(yes, func(a string) bool { return slices.Contains(unknown, a) })
	switch {
	case len(no) > 0:
		return "the directory says that you may not write this on " + strings.Join(distinct(no), ", ") + "."
	case len(unknown) == 0:
		return "the directory says that you may write all of it."
	case len(yes) == 0:
		return "permission unknown; if AD refuses, nothing changes."
	}
	return "the directory says that you may write " + strings.Join(distinct(yes), ", ") + "; of " + strings.Join(distinct(unknown), ", ") + " it is not known, and a refusal changes nothing."
}

func distinct(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func (s *Screen) leftOver(w int) []widget.Line {
	p := s.parts.Plan
	if len(p.Left) == 0 {
		return nil
	}
	out := []widget.Line{{}, widget.Text(theme.Title, " Left for you to do")}
	for _, l := range p.Left {
		m := theme.Severity(l.Finding.Severity)
		head := l.Finding.Title
		if l.Finding.Subject != "" {
			head += ": " + facts.Spoken(l.Finding.Subject)
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(m.Role, " "+m.Glyph+" ")}, theme.Plain, head, w-1)...)
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "   ")}, theme.Dim, l.Do, w-1)...)
		for c := range strings.SplitSeq(strings.TrimSpace(l.Command), "\n") { // a move is two commands
			if c == "" {
				continue
			}
			out = append(out, widget.Command(theme.Frame, "   ", c, w-1, "`")...)
		}
	}
	return out
}
