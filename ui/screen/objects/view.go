package objects

import (
	"encoding/hex"
	"fmt"
	"strings"

	"adwalk/ad/lookup"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// valueRow is one row at the right: an attribute's name with a value, or a
// further value of the same attribute.
type valueRow struct {
	name     string
	first    bool
	writable bool
	value    *lookup.ObjectValue // nil: not set
}

// fill makes the rows of the object.
func (s *Screen) fill() {
	s.rows = nil
	if s.object == nil {
		return
	}
	for i := range s.object.Attributes {
		a := &s.object.Attributes[i]
		if len(a.Values) == 0 {
			if s.all {
				s.rows = append(s.rows, valueRow{a.Name, true, a.Writable, nil})
			}
			continue
		}
		for k := range a.Values {
			s.rows = append(s.rows, valueRow{a.Name, k == 0, a.Writable, &a.Values[k]})
		}
	}
	s.attrs.Clamp(len(s.rows))
}

func (s *Screen) row() (valueRow, bool) {
	if i := s.attrs.Cursor; i < len(s.rows) {
		return s.rows[i], true
	}
	return valueRow{}, false
}

// View draws the tree and the attributes.
func (s *Screen) View(w, h int) []widget.Line {
	var top []widget.Line
	if s.typing {
		top = append(top, s.field.View(" Find › ", "a part of a name, a DN, or (a filter)", true, w))
	} else if s.note != "" {
		top = append(top, widget.Text(theme.Dim, " "+s.note))
	}
	top = append(top, screen.ProblemLines(s.problem, w)...)
	h -= len(top)
	s.height = h
	left := max(26, w*36/100)
	rows := s.tree.flat()
	tree := widget.Tree(s.tree.widgets(rows), &s.list, !s.right, left, h)
	if len(rows) == 0 && s.problem == nil {
		tree = []widget.Line{widget.Text(theme.Dim, " asking…")}
	}
	return append(top, widget.Beside(tree, s.attributes(w-left-3, h), left, w, h)...)
}

func (s *Screen) attributes(w, h int) []widget.Line {
	if s.object == nil && !s.resting {
		if s.reading != "" {
			return []widget.Line{widget.Text(theme.Dim, "Reading "+s.reading)}
		}
		return []widget.Line{widget.Text(theme.Dim, "Open an object with enter.")}
	}
	name := 0
	for _, r := range s.rows {
		name = max(name, len(r.name))
	}
	name = min(name, w*45/100)
	var out []widget.Line
	from, to := s.attrs.Window(len(s.rows), h)
	for i := from; i < to; i++ {
		r := s.rows[i]
		label := ""
		if r.first || i == from {
			label = safetext.Middle(safetext.Printable(r.name), name)
		}
		text, role := "not set", theme.Dim
		if r.value != nil {
			text, role = r.value.Shown, theme.Plain
			if s.raw {
				text = rawText(r.value.Raw)
			}
		}
		mark := "  "
		if r.writable {
			mark = "w "
		}
		lead := " "
		if i == s.attrs.Cursor && s.right {
			lead = "▸"
		}
		l := widget.Of(widget.S(theme.Plain, lead), widget.S(theme.Frame, fmt.Sprintf("%-*s ", name, label)), widget.S(theme.Dim, mark), widget.S(role, strings.ReplaceAll(text, "\n", " ")))
		l = l.Fit(w - 1)
		l.Selected = i == s.attrs.Cursor && s.right
		out = append(out, l)
	}
	return out
}

// rawText is a value as it is stored: text, or hexadecimal.
func rawText(raw []byte) string {
	if t := safetext.Value(raw, 256); !strings.ContainsRune(t, '‹') {
		return t
	}
	return hex.EncodeToString(raw[:min(len(raw), 128)])
}
