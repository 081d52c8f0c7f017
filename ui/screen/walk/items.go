package walk

import (
	"strings"

	"adwalk/diag/guide"
	"adwalk/diag/walk"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const itemDialog = "item:"

// askItem asks about the first item that is left.
func (s *Screen) askItem() screen.Action {
	if len(s.items) == 0 {
		return nil
	}
	it := s.items[0]
	d := &dialog.Choice{ID: itemDialog + it.ID, Head: it.Title, Copies: it.Command,
		Options: []dialog.Option{{Key: "y", Word: "yes, it is so", Value: "yes"}, {Key: "n", Word: "no", Value: "no"}, {Key: "u", Word: "do not know", Value: ""}}}
	d.Body = func(w int) []widget.Line { return itemBody(it, w) }
	return screen.Dialog{Dialog: d}
}

// itemBody says where to look, what to run there and what it must show.
func itemBody(it guide.Item, w int) []widget.Line {
	var out []widget.Line
	if it.Where != "" {
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Dim, "on     ")}, theme.Plain, it.Where, w)...)
	}
	if it.Command != "" {
		lines := widget.Command(theme.Frame, "", it.Command, w-7, widget.Continuation(it.Command))
		for i, l := range lines {
			lead := "       "
			if i == 0 {
				lead = "run    "
			}
			out = append(out, widget.Of(widget.S(theme.Dim, lead)).Add(l.Spans...))
		}
	}
	if it.Expect != "" {
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Dim, "shows  ")}, theme.Plain, it.Expect, w)...)
	}
	return out
}

// record keeps a person's answer and asks about the next item; every step is
// judged by it at once.
func (s *Screen) record(a dialog.Answer) screen.Action {
	if !a.OK {
		s.items = nil
		return s.judge()
	}
	id := strings.TrimPrefix(a.ID, itemDialog)
	src := s.operator()
	if a.Value == "" {
		delete(s.given.Answers, id)
		s.walk.Say(id, nil, src)
	} else {
		yes := a.Value == "yes"
		s.given.Answers[id] = walk.Answer{Item: id, Yes: yes, Source: src}
		s.walk.Say(id, &yes, src)
	}
	if len(s.items) > 0 {
		s.items = s.items[1:]
	}
	if len(s.items) > 0 {
		return s.askItem()
	}
	return s.judge()
}
