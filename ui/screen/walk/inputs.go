package walk

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// inputs is the list of what the walk knows, while it is open.
type inputs struct{ list widget.List }

const (
	doEdit  screen.Intent = "edit"
	doClear screen.Intent = "clear"
	inputID               = "input:"
	pasteID               = "paste:"
	whichID               = "which-paste"
)

func (in *inputs) bindings() []screen.Binding {
	return []screen.Binding{
		{Keys: []string{"enter", "i"}, Intent: doEdit, Help: "correct", Long: "correct or type the value, then walk again", Effect: screen.Ask},
		{Keys: []string{"x", "delete"}, Intent: doClear, Help: "find it again", Long: "forget what was typed and look it up again", Effect: screen.Ask},
	}
}

func (s *Screen) viewInputs(w, h int) []widget.Line {
	t := widget.Table{List: s.inputs.list, Columns: []widget.Column{{Title: "What", Flex: 1, Min: 12}, {Title: "Value", Flex: 3, Min: 20}, {Title: "From", Min: 10, Max: 22}}}
	for _, in := range s.parts.Guide.Inputs {
		value, from := s.inputValue(in)
		role := theme.Plain
		if value == "" {
			value, role = "not known", theme.Doubt
			if in.Required {
				value, role = "needed", theme.Bad
			}
		}
		t.Rows = append(t.Rows, []widget.Span{widget.S(theme.Plain, in.Title), widget.S(role, value), widget.S(theme.Dim, from)})
	}
	help := []widget.Line{}
	if i := s.inputs.list.Cursor; i < len(s.parts.Guide.Inputs) {
		in := s.parts.Guide.Inputs[i]
		help = append(help, widget.Line{})
		help = append(help, widget.Wrap(theme.Dim, " "+in.Help, w-2, 1)...)
		if value, _ := s.inputValue(in); in.List && strings.Contains(value, ", ") {
			for v := range strings.SplitSeq(value, ", ") {
				help = append(help, widget.Text(theme.Plain, "   "+v))
			}
		}
	}
	rows := max(4, min(len(t.Rows)+1, h-4))
	out := t.View(w, rows)
	s.inputs.list = t.List
	return append(out, help...)
}

// inputValue is an input as it is shown, and where it comes from.
func (s *Screen) inputValue(in guide.Input) (value, from string) {
	v, ok := s.state.Inputs[in.Key]
	if !ok {
		if v, ok = s.given.Given[in.Key]; !ok {
			return "", ""
		}
	}
	switch {
	case s.parts.Samples[in.Key] == v.Value && v.Source.Kind != "derived":
		from = "the lab"
	case v.Source.Kind == "paste":
		from = v.Source.Name
	case v.Source.Kind == "derived":
		from = "found"
	default:
		from = "you"
	}
	if in.Paste {
		return screen.Count(strings.Count(v.Value, "\n")+1, "line"), from
	}
	return strings.Join(strings.Split(v.Value, "\n"), ", "), from
}

func (s *Screen) handleInputs(i screen.Intent) screen.Action {
	at := s.inputs.list.Cursor
	if at >= len(s.parts.Guide.Inputs) {
		return nil
	}
	in := s.parts.Guide.Inputs[at]
	switch i {
	case doEdit:
		if in.Paste {
			return s.pasteDialog(in)
		}
		return s.promptDialog(in)
	case doClear:
		s.give(in.Key, "", s.operator())
		return s.rewalk()
	}
	return nil
}

func (s *Screen) promptDialog(in guide.Input) screen.Action {
	value, _ := s.inputValue(in)
	p := &dialog.Prompt{ID: inputID + in.Key, Head: in.Title, Text: []string{in.Help}, Fill: strings.ReplaceAll(s.parts.Samples[in.Key], "\n", ", "), Check: func(v string) error { return s.check(in, v) }}
	if in.List {
		p.Text = append(p.Text, "Several values are separated by commas.")
	}
	p.Field.Set(value)
	return screen.Dialog{Dialog: p}
}

// missing is the first input that the walk cannot do without and that neither
// the operator nor the directory gave.
func (s *Screen) missing() (guide.Input, bool) {
	for _, in := range s.parts.Guide.Inputs {
		if value, _ := s.inputValue(in); in.Required && !in.Paste && value == "" {
			return in, true
		}
	}
	return guide.Input{}, false
}

// check tries a value on a snapshot that is thrown away.
func (s *Screen) check(in guide.Input, v string) error {
	if strings.TrimSpace(v) == "" {
		return nil
	}
	return guide.Set(s.parts.Guide, diag.NewSnapshot(), in.Key, v, s.operator())
}

// pastes lists the inputs that take a pasted text.
func (s *Screen) pastes() []guide.Input {
	var out []guide.Input
	for _, in := range s.parts.Guide.Inputs {
		if in.Paste {
			out = append(out, in)
		}
	}
	return out
}

// samples lists the inputs that the lab has ready.
func (s *Screen) samples() []guide.Input {
	return slices.DeleteFunc(slices.Clone(s.parts.Guide.Inputs), func(in guide.Input) bool { return s.parts.Samples[in.Key] == "" })
}

func (s *Screen) sampled() bool {
	for _, in := range s.samples() {
		if _, ok := s.given.Given[in.Key]; !ok {
			return false
		}
	}
	return true
}

func (s *Screen) takeSamples() screen.Action {
	for _, in := range s.samples() {
		s.give(in.Key, s.parts.Samples[in.Key], s.operator())
	}
	return s.rewalk()
}
