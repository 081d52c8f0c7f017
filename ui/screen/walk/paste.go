package walk

import (
	"strconv"
	"strings"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// askPaste asks which text is meant, when the guide reads several.
func (s *Screen) askPaste() screen.Action {
	ins := s.pastes()
	if len(ins) == 1 {
		return s.pasteDialog(ins[0])
	}
	d := &dialog.Choice{ID: whichID, Head: "Which text?"}
	for i, in := range ins {
		if i == 9 {
			break
		}
		key := strconv.Itoa(i + 1)
		d.Options = append(d.Options, dialog.Option{Key: key, Word: clipWord(in.Title), Value: in.Key})
		d.Text = append(d.Text, widget.Of(widget.S(theme.Key, key+"  "), widget.S(theme.Plain, in.Title)))
		d.Text = append(d.Text, widget.Wrap(theme.Dim, "   "+in.Help, 76, 3)...)
	}
	return screen.Dialog{Dialog: d}
}

func clipWord(s string) string {
	if r := []rune(s); len(r) > 16 {
		return string(r[:15]) + "…"
	}
	return s
}

func (s *Screen) pasteDialog(in guide.Input) screen.Action {
	return screen.Dialog{Dialog: &dialog.Paste{ID: pasteID + in.Key, Head: in.Title, Text: []string{in.Help},
		Sample: s.parts.Samples[in.Key], Check: func(v string) error { return s.check(in, v) }}}
}

// Paste takes a text that was pasted over the walk: the first input that
// understands it gets it.
func (s *Screen) Paste(text string) screen.Action {
	if s.busy {
		return screen.Note{Status: diag.Manual, Text: "still asking; paste it again when the walk has ended, or stop it with ctrl+x"}
	}
	for _, in := range s.pastes() {
		if in.Parse != nil && s.check(in, text) == nil {
			s.give(in.Key, text, s.operator())
			return screen.Several{screen.Note{Status: diag.Pass, Text: "taken as " + in.Title}, s.rewalk()}
		}
	}
	if len(s.pastes()) == 0 {
		return screen.Note{Status: diag.Manual, Text: "this walk reads no pasted text"}
	}
	return screen.Note{Status: diag.Manual, Text: "that is none of the texts this walk reads; p says which they are"}
}

// answer takes what a dialog brought back.
func (s *Screen) answer(msg any) screen.Action {
	a, ok := msg.(dialog.Answer)
	if !ok {
		return nil
	}
	if strings.HasPrefix(a.ID, itemDialog) {
		return s.record(a)
	}
	if !a.OK {
		return nil
	}
	if a.ID == whichID {
		for _, in := range s.pastes() {
			if in.Key == a.Value {
				return s.pasteDialog(in)
			}
		}
		return nil
	}
	key := strings.TrimPrefix(strings.TrimPrefix(a.ID, inputID), pasteID)
	s.give(key, a.Value, s.operator())
	s.inputs = nil
	return s.rewalk()
}
