package widget

import (
	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

// View draws the field in w cells behind a prompt. A focused field shows its
// cursor as a reversed cell; the part around the cursor is visible.
func (f *Field) View(prompt, hint string, focused bool, w int) Line {
	lead := S(theme.Frame, prompt)
	room := max(4, w-safetext.Width(safetext.Printable(prompt))-1)
	if len(f.text) == 0 && !focused {
		return Of(lead, S(theme.Dim, hint))
	}
	from := 0
	for from < f.cursor && safetext.Width(safetext.Printable(string(f.text[from:f.cursor]))) >= room {
		from++
	}
	before := safetext.Printable(string(f.text[from:f.cursor]))
	if !focused {
		return Of(lead, S(theme.Plain, safetext.Clip(safetext.Printable(f.Value()), room)))
	}
	at, after := " ", ""
	if f.cursor < len(f.text) {
		at = safetext.Printable(string(f.text[f.cursor : f.cursor+1]))
		after = safetext.Printable(string(f.text[f.cursor+1:]))
	} else if len(f.text) == 0 {
		after = hint
	}
	l := Of(lead, S(theme.Plain, before), S(theme.Cursor, at))
	role := theme.Plain
	if len(f.text) == 0 {
		role = theme.Dim
	}
	return l.Add(S(role, safetext.Clip(after, max(0, w-l.Width()))))
}
