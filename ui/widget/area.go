package widget

import (
	"fmt"
	"strings"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

// maxArea bounds a paste, in bytes: a log that is larger comes as a file.
const maxArea = 16 << 20

// Area is a text of several lines being typed or pasted, at its end.
type Area struct {
	text strings.Builder
	full bool
}

// Value is the text.
func (a *Area) Value() string { return a.text.String() }

// Set replaces the text.
func (a *Area) Set(s string) {
	a.text.Reset()
	a.full = false
	a.add(s)
}

// Full says that something was left out because the text is too long.
func (a *Area) Full() bool { return a.full }

func (a *Area) add(s string) {
	if room := maxArea - a.text.Len(); len(s) > room {
		s, a.full = s[:max(0, room)], true
	}
	a.text.WriteString(s)
}

// Type takes a key and says whether the area used it.
func (a *Area) Type(k Key) bool {
	switch k.Name {
	case "enter":
		a.add("\n")
	case "backspace", "ctrl+h":
		s := a.text.String()
		if r := []rune(s[max(0, len(s)-8):]); len(r) > 0 {
			a.Set(s[:len(s)-len(string(r[len(r)-1]))])
		}
	case "ctrl+u":
		a.Set("")
	default:
		if k.Text == "" {
			return false
		}
		a.add(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(k.Text))
	}
	return true
}

// View draws the last lines of the text in w cells and h rows, with how much
// stands above them said.
func (a *Area) View(w, h int) []Line {
	all := strings.Count(a.text.String(), "\n") + 1
	s := a.text.String()
	for i, n := len(s)-1, 0; i >= 0; i-- {
		if s[i] == '\n' {
			if n++; n > h {
				s = s[i+1:]
				break
			}
		}
	}
	lines := safetext.Lines(s, 0)
	var out []Line
	room := h
	if all > h {
		room--
		out = append(out, Text(theme.Dim, fmt.Sprintf("… %d lines above", all-room)))
	}
	if len(lines) > room {
		lines = lines[len(lines)-room:]
	}
	for i, t := range lines {
		l := Text(theme.Plain, safetext.Clip(t, w-1))
		if i == len(lines)-1 {
			l = l.Add(S(theme.Cursor, " "))
		}
		out = append(out, l)
	}
	return out
}
