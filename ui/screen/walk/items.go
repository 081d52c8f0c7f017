package walk

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
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
	if it.Where != "" {
		d.Text = append(d.Text, widget.Of(widget.S(theme.Dim, "on     "), widget.S(theme.Plain, it.Where)))
	}
	if it.Command != "" {
		d.Text = append(d.Text, widget.Hang([]widget.Span{widget.S(theme.Dim, "run    ")}, theme.Frame, it.Command, 76)...)
	}
	if it.Expect != "" {
		d.Text = append(d.Text, widget.Hang([]widget.Span{widget.S(theme.Dim, "shows  ")}, theme.Plain, it.Expect, 76)...)
	}
	return screen.Dialog{Dialog: d}
}

// record keeps a person's answer and asks about the next item; after the last
// one the step is judged again.
func (s *Screen) record(a dialog.Answer) screen.Action {
	if !a.OK {
		s.items = nil
		return s.visit(s.list.Cursor)
	}
	id := strings.TrimPrefix(a.ID, itemDialog)
	if a.Value == "" {
		delete(s.answers, id)
		s.facts.Forget(diag.Request{Kind: facts.Answer.Name, Subject: id})
	} else {
		s.answers[id] = a.Value == "yes"
		s.putAnswer(id)
	}
	if len(s.items) > 0 {
		s.items = s.items[1:]
	}
	if len(s.items) > 0 {
		return s.askItem()
	}
	return s.visit(s.list.Cursor)
}

func (s *Screen) putAnswer(id string) {
	facts.Answer.Put(s.facts, diag.Fact[facts.AnswerValue]{Subject: id, Value: facts.AnswerValue{Yes: s.answers[id]},
		Source: ad.Source{Kind: "operator", Name: s.world.Status.Identity, At: s.world.Now().UTC()}})
}
