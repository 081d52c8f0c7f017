package widget

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textarea"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

const (
	// maxArea bounds a paste, in bytes: a log that is larger comes as a file.
	maxArea = 16 << 20
	// maxEdited bounds what can be edited, in bytes and lines. Of a longer text
	// only the end can be changed.
	maxEdited = 256 << 10
	maxLines  = 5000
)

// Area is a text of several lines being typed or pasted. The zero Area is empty.
type Area struct {
	input *textarea.Model
	long  []byte // a text too long to be edited, instead of what is in input
	full  bool
}

// moving are the keys that an area uses although they type nothing.
var moving = append([]string{"up", "down", "ctrl+n", "ctrl+p", "ctrl+home", "ctrl+end"}, editing...)

func (a *Area) model() *textarea.Model {
	if a.input == nil {
		m := textarea.New()
		m.CharLimit, m.MaxHeight, m.MaxWidth, m.Prompt, m.ShowLineNumbers = 0, 0, 0, "", false
		m.SetWidth(1 << 20) // lines are drawn here, and do not wrap
		m.KeyMap.Paste.SetEnabled(false)
		m.Focus()
		a.input = &m
	}
	return a.input
}

// Value is the text.
func (a *Area) Value() string {
	if a.long != nil {
		return string(a.long)
	}
	if a.input == nil {
		return ""
	}
	return a.input.Value()
}

// Size is the text's length in bytes.
func (a *Area) Size() int {
	if a.long != nil {
		return len(a.long)
	}
	return len(a.Value())
}

// Set replaces the text.
func (a *Area) Set(s string) {
	a.long, a.full = nil, false
	a.model().Reset()
	a.insert(s)
}

// Full says that something was left out because the text is too long.
func (a *Area) Full() bool { return a.full }

// insert puts a text where the cursor is, or at the end of a long one.
func (a *Area) insert(s string) {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	if a.long == nil {
		if len(s)+a.model().Length() <= maxEdited && strings.Count(s, "\n")+a.model().LineCount() <= maxLines {
			a.model().InsertString(s)
			return
		}
		a.long = []byte(a.model().Value())
	}
	if room := maxArea - len(a.long); len(s) > room {
		s, a.full = s[:max(0, room)], true
	}
	a.long = append(a.long, s...)
}

// Type takes a key and says whether the area used it.
func (a *Area) Type(k Key) bool {
	switch {
	case k.Name == "ctrl+u":
		a.Set("")
	case k.Text != "":
		a.insert(k.Text)
	case a.long != nil && k.Name == "enter":
		a.insert("\n")
	case a.long != nil && k.Name == "backspace":
		r := []rune(string(a.long[max(0, len(a.long)-4):]))
		a.long, a.full = a.long[:len(a.long)-len(string(r[len(r)-1]))], false
		if len(a.long) == 0 {
			a.long = nil
		}
	case a.long != nil:
		return slices.Contains(moving, k.Name)
	case k.Name == "enter" || slices.Contains(moving, k.Name):
		m := a.model()
		*m, _ = m.Update(k.message())
	default:
		return false
	}
	return true
}

// View draws the lines around the cursor in w cells and h rows, with how much
// stands above and below them said.
func (a *Area) View(w, h int) []Line {
	lines, at, col := a.lines()
	if len(lines) <= h {
		return a.window(lines, 0, len(lines), at, col, w)
	}
	room := max(1, h-2)
	if at >= len(lines)-2 { // nothing stands below the end
		room = max(1, h-1)
	}
	from := max(0, min(at-room+2, len(lines)-room))
	to := min(len(lines), from+room)
	out := []Line{Text(theme.Dim, fmt.Sprintf("… %s above", lineCount(from)))}
	out = append(out, a.window(lines, from, to, at, col, w)...)
	if rest := len(lines) - to; rest > 0 {
		out = append(out, Text(theme.Dim, fmt.Sprintf("… %s below", lineCount(rest))))
	}
	return out[:min(len(out), h)]
}

func lineCount(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// lines is the text by lines, the line with the cursor, and the cursor's place
// in it in characters.
func (a *Area) lines() (lines []string, at, col int) {
	if a.long != nil {
		lines = strings.Split(string(a.long), "\n")
		at = len(lines) - 1
		return lines, at, len([]rune(lines[at]))
	}
	info := a.model().LineInfo()
	return strings.Split(a.Value(), "\n"), a.model().Line(), info.StartColumn + info.ColumnOffset
}

func (a *Area) window(lines []string, from, to, at, col, w int) []Line {
	var out []Line
	for i := from; i < to; i++ {
		text := []rune(strings.ReplaceAll(lines[i], "\t", "    "))
		if i != at {
			out = append(out, Text(theme.Plain, safetext.Clip(safetext.Printable(string(text[:min(len(text), 2*w)])), w-1)))
			continue
		}
		out = append(out, Of(around(text, min(col, len(text)), w-1)...).Fit(w))
	}
	return out
}
