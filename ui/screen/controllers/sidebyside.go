package controllers

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag/checks"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	doCompare screen.Intent = "compare"

	accountID   = "account"
	attributeID = "attribute"
)

// compared is every controller's answer.
type compared struct {
	answer  checks.Controllers
	problem *ad.Problem
}

// askAll asks every controller.
func (s *Screen) askAll() screen.Action {
	if s.world.Access.Controllers == nil {
		return nil
	}
	s.asking = true
	compare, account, attribute := s.world.Access.Controllers, s.account, s.attribute
	return screen.Task{Slot: "all", Name: "asking every domain controller", Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		a, p := compare(ctx, account, attribute)
		return compared{a, p}
	}}
}

// question asks which account is to be compared.
func (s *Screen) question() screen.Action {
	p := &dialog.Prompt{ID: accountID, Head: "Compare an account on every domain controller", Hint: "CASARRAY-ASA$",
		Text: []string{"A name, a UPN or a DN. Empty compares the controllers only."}}
	p.Suggest(s.account)
	return screen.Dialog{Dialog: p}
}

func (s *Screen) answered(a dialog.Answer) screen.Action {
	if !a.OK {
		return nil
	}
	v := strings.TrimSpace(a.Value)
	if a.ID == attributeID {
		s.attribute = v
		return s.askAll()
	}
	s.account = v
	if v == "" {
		return s.askAll()
	}
	p := &dialog.Prompt{ID: attributeID, Head: "Which attribute of " + v, Hint: "servicePrincipalName", Check: func(v string) error {
		if strings.TrimSpace(v) == "" {
			return errors.New("name an attribute")
		}
		return nil
	}}
	p.Suggest(s.attribute)
	return screen.Dialog{Dialog: p}
}

// together draws the controllers side by side, and what they have.
func (s *Screen) together(w int) []widget.Line {
	if s.world.Access.Controllers == nil {
		return nil
	}
	if s.asking {
		return []widget.Line{widget.Text(theme.Dim, " Asking every domain controller…"), {}}
	}
	out := screen.ProblemLines(s.unheard, w)
	if !s.heard {
		return out
	}
	a := s.all
	m := theme.Verdict(a.Verdict)
	out = append(out, widget.Hang([]widget.Span{widget.S(m.Role, " "+m.Glyph+" "+m.Word+"  ")}, theme.Plain, a.Why, w-1)...)
	out = append(out, widget.Line{})
	out = append(out, s.sift().View(w)...)
	out = append(out, s.table.View(w, s.table.Len()+1)...)
	for _, i := range s.table.Order() {
		if c := a.Controllers[i]; c.Problem != nil {
			out = append(out, widget.Hang([]widget.Span{widget.S(theme.Doubt, "   ? "+c.Host+": ")}, theme.Plain, c.Problem.Error(), w-1)...)
		}
	}
	out = append(out, widget.Line{})
	if a.Attribute == "" {
		return out
	}
	out = append(out, widget.Wrap(theme.Title, " "+a.Attribute+" of "+a.DN, w-1, 2)...)
	return append(append(out, values(a, w)...), widget.Line{})
}

func row(c checks.Controller) []widget.Span {
	name := c.Host
	if c.ReadOnly {
		name += " (read-only)"
	}
	gc := "no"
	if c.GC {
		gc = "yes"
	}
	plain := func(text string) widget.Span { return widget.S(theme.Plain, text) }
	switch {
	case !c.Asked:
		return []widget.Span{plain(name), plain(c.Site), widget.S(theme.Dim, "not asked"), plain(""), plain(""), plain(gc)}
	case c.Problem != nil:
		return []widget.Span{plain(name), plain(c.Site), widget.S(theme.Doubt, "?"), widget.S(theme.Doubt, "none"), plain(""), plain(gc)}
	}
	clock := plain(signed(c.Offset()))
	if c.Offset().Abs() > checks.MaxSkew {
		clock = widget.S(theme.Bad, "✗ "+clock.Text)
	}
	return []widget.Span{plain(name), plain(c.Site), clock, plain(fmt.Sprintf("%.1f ms", c.RTTMS)), plain(fmt.Sprint(c.HighestUSN)), plain(gc)}
}

func signed(d time.Duration) string {
	if d >= 0 {
		return "+" + d.String()
	}
	return d.String()
}

// values draws each value once with who has it, and who wrote it on each
// controller.
func values(a checks.Controllers, w int) []widget.Line {
	var out []widget.Line
	spread := a.Spread()
	if len(spread) == 0 {
		out = append(out, widget.Text(theme.Dim, "   no controller has a value"))
	}
	for _, v := range spread {
		if len(v.Without) == 0 {
			out = append(out, widget.Ends(widget.Text(theme.Plain, "   "+v.Value), widget.Text(theme.Dim, "on all "), w))
			continue
		}
		out = append(out, widget.Of(widget.S(theme.Bad, " ✗ "), widget.S(theme.Plain, v.Value)),
			widget.Text(theme.Warn, "     on "+strings.Join(v.Has, ", ")+", not on "+strings.Join(v.Without, ", ")))
	}
	for _, c := range a.Controllers {
		if !c.Answered() {
			continue
		}
		lead := []widget.Span{widget.S(theme.Frame, "   "+c.Host+"  ")}
		if c.Stale {
			lead = append(lead, widget.S(theme.Bad, "behind  "))
		}
		out = append(out, widget.Hang(lead, theme.Plain, c.Written(), w-1)...)
	}
	return out
}

// comparison is the controllers as text, for the clipboard.
func (s *Screen) comparison() string {
	if !s.heard {
		return ""
	}
	var b strings.Builder
	for _, l := range s.together(100) {
		var line strings.Builder
		for _, span := range l.Spans {
			line.WriteString(span.Text)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
