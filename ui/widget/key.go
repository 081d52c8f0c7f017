package widget

import "strings"

// Key is one key press, or one paste, without the terminal library's types.
type Key struct {
	Name  string // "enter", "ctrl+c", "a"; "" for a paste
	Text  string // what it types, "" for a key that types nothing
	Paste bool   // Text arrived as a bracketed paste
}

// Field is a line of text being typed. The zero Field is empty.
type Field struct {
	text   []rune
	cursor int
}

// maxField bounds what is kept of a line; no name in a directory is longer.
const maxField = 4096

// Set replaces the text and puts the cursor behind it.
func (f *Field) Set(s string) {
	f.text = []rune(s)
	if len(f.text) > maxField {
		f.text = f.text[:maxField]
	}
	f.cursor = len(f.text)
}

// Value is what was typed.
func (f *Field) Value() string { return string(f.text) }

// Type takes a key and says whether the field used it. Line breaks in a paste
// become spaces.
func (f *Field) Type(k Key) bool {
	switch k.Name {
	case "left", "ctrl+b":
		f.cursor = max(0, f.cursor-1)
	case "right", "ctrl+f":
		f.cursor = min(len(f.text), f.cursor+1)
	case "home", "ctrl+a":
		f.cursor = 0
	case "end", "ctrl+e":
		f.cursor = len(f.text)
	case "backspace", "ctrl+h":
		if f.cursor > 0 {
			f.text = append(f.text[:f.cursor-1], f.text[f.cursor:]...)
			f.cursor--
		}
	case "delete":
		if f.cursor < len(f.text) {
			f.text = append(f.text[:f.cursor], f.text[f.cursor+1:]...)
		}
	case "ctrl+u":
		f.text, f.cursor = append([]rune{}, f.text[f.cursor:]...), 0
	case "ctrl+k":
		f.text = f.text[:f.cursor]
	case "ctrl+w":
		i := f.cursor
		for i > 0 && f.text[i-1] == ' ' {
			i--
		}
		for i > 0 && f.text[i-1] != ' ' {
			i--
		}
		f.text = append(f.text[:i], f.text[f.cursor:]...)
		f.cursor = i
	default:
		if k.Text == "" {
			return false
		}
		f.insert(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(k.Text))
	}
	return true
}

func (f *Field) insert(s string) {
	r := []rune(s)
	if room := maxField - len(f.text); len(r) > room {
		r = r[:max(0, room)]
	}
	f.text = append(f.text[:f.cursor], append(r, f.text[f.cursor:]...)...)
	f.cursor += len(r)
}
