package widget

import (
	"slices"

	"github.com/charmbracelet/bubbles/textinput"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

// maxField bounds what is kept of a line, in characters; no name in a directory
// is longer.
const maxField = 4096

// maxUndo is how many steps of editing can be undone.
const maxUndo = 100

// Field is a line of text being typed. The zero Field is empty.
type Field struct {
	// Mask, where it is set, hides parts of what is drawn. It must keep the number of
	// characters.
	Mask  func(string) string
	input *textinput.Model
	past  []fieldState // what ctrl+_ goes back to
}

type fieldState struct {
	text string
	at   int
}

// editing are the keys that a field uses although they type nothing.
var editing = []string{"left", "right", "home", "end", "backspace", "delete", "ctrl+a", "ctrl+b", "ctrl+e", "ctrl+f", "ctrl+h", "ctrl+d", "ctrl+k", "ctrl+u", "ctrl+w",
	"ctrl+left", "ctrl+right", "alt+left", "alt+right", "alt+b", "alt+f", "alt+d", "alt+backspace", "alt+delete"}

func (f *Field) model() *textinput.Model {
	if f.input == nil {
		m := textinput.New()
		m.CharLimit = maxField
		m.KeyMap.Paste.SetEnabled(false) // it would run a program to read the clipboard
		m.Focus()
		f.input = &m
	}
	return f.input
}

// Set replaces the text and puts the cursor behind it.
func (f *Field) Set(s string) {
	f.past = nil
	f.model().SetValue(s)
	f.model().CursorEnd()
}

// Value is what was typed.
func (f *Field) Value() string {
	if f.input == nil {
		return ""
	}
	return f.input.Value()
}

// Type takes a key and says whether the field used it. Line ends and tabs in a
// paste become spaces, other control characters are left out.
func (f *Field) Type(k Key) bool {
	m := f.model()
	if k.Name == "ctrl+_" { // as Emacs and readline do
		if n := len(f.past); n > 0 {
			m.SetValue(f.past[n-1].text)
			m.SetCursor(f.past[n-1].at)
			f.past = f.past[:n-1]
		}
		return true
	}
	if k.Text == "" && !slices.Contains(editing, k.Name) {
		return false
	}
	before := fieldState{m.Value(), m.Position()}
	next, _ := m.Update(k.message())
	*m = next
	if m.Value() != before.text {
		f.past = append(f.past, before)
		f.past = f.past[max(0, len(f.past)-maxUndo):]
	}
	return true
}

// View draws the field in w cells behind a prompt. A focused field shows its
// cursor as a reversed cell; the part around the cursor is visible.
func (f *Field) View(prompt, hint string, focused bool, w int) Line {
	value := f.Value()
	if f.Mask != nil {
		value = f.Mask(value)
	}
	text, cursor := []rune(value), f.model().Position()
	lead := S(theme.Frame, prompt)
	if len(text) == 0 && !focused {
		return Of(lead, S(theme.Dim, hint))
	}
	room := max(4, w-safetext.Width(safetext.Printable(prompt))-1)
	if !focused {
		return Of(lead, S(theme.Plain, safetext.Clip(safetext.Printable(value), room)))
	}
	l := Of(lead).Add(around(text, cursor, room)...)
	if len(text) == 0 {
		return l.Add(S(theme.Dim, safetext.Clip(hint, max(0, w-l.Width()))))
	}
	return l.Fit(w)
}

// around is a text with the cursor in it, from where the cursor is in view
// within the given cells.
func around(text []rune, cursor, room int) []Span {
	from := 0
	for from < cursor && safetext.Width(safetext.Printable(string(text[from:cursor]))) >= room {
		from++
	}
	at, after := " ", ""
	if cursor < len(text) {
		at = safetext.Printable(string(text[cursor]))
		after = safetext.Printable(string(text[cursor+1 : min(len(text), cursor+1+room)]))
	}
	return []Span{S(theme.Plain, safetext.Printable(string(text[from:cursor]))), S(theme.Cursor, at), S(theme.Plain, after)}
}
