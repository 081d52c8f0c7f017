package widget

import (
	"strings"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

// Span is a piece of text with one meaning. Text may be foreign: it is made
// printable when it is measured and drawn.
type Span struct {
	Text string
	Role theme.Role
}

// Line is one row of the screen. Selected rows carry the cursor's look.
type Line struct {
	Spans    []Span
	Selected bool
}

// Text makes a line of one span.
func Text(role theme.Role, text string) Line { return Line{Spans: []Span{{text, role}}} }

// Of makes a line of spans.
func Of(spans ...Span) Line { return Line{Spans: spans} }

// S makes a span.
func S(role theme.Role, text string) Span { return Span{text, role} }

// Width is the number of cells that the line takes.
func (l Line) Width() int {
	n := 0
	for _, s := range l.Spans {
		n += safetext.Width(safetext.Printable(s.Text))
	}
	return n
}

// Add returns the line with spans behind it.
func (l Line) Add(spans ...Span) Line {
	l.Spans = append(append([]Span{}, l.Spans...), spans...)
	return l
}

// Fit returns the line clipped and padded to exactly w cells.
func (l Line) Fit(w int) Line {
	out := Line{Selected: l.Selected}
	left := w
	for _, s := range l.Spans {
		if left <= 0 {
			break
		}
		t := safetext.Printable(s.Text)
		if n := len(out.Spans); n > 0 {
			t = safetext.Apart(out.Spans[n-1].Text, t)
		}
		t = safetext.Clip(t, left)
		left -= safetext.Width(t)
		out.Spans = append(out.Spans, Span{t, s.Role})
	}
	if left > 0 {
		role := theme.Plain
		if n := len(out.Spans); n > 0 && out.Spans[n-1].Role == theme.Frame {
			role = theme.Frame
		}
		out.Spans = append(out.Spans, Span{strings.Repeat(" ", left), role})
	}
	return out
}

// Ends puts one line at the left and another at the right edge of w cells; the
// left one gives way.
func Ends(left, right Line, w int) Line {
	rw := right.Width()
	if rw >= w {
		return right.Fit(w)
	}
	if rw == 0 {
		return left.Fit(w)
	}
	l := left.Fit(max(0, w-rw-1))
	return Line{Spans: append(append(l.Spans, Span{" ", theme.Plain}), right.Spans...)}
}

// Beside puts two blocks next to each other with a rule between: the left one
// lw cells wide, both h rows high.
func Beside(left, right []Line, lw, w, h int) []Line {
	rw := max(0, w-lw-3)
	out := make([]Line, h)
	for i := range out {
		var l, r Line
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		l, r = l.Fit(lw), r.Fit(rw)
		spans := l.Spans
		if l.Selected {
			spans = mark(spans)
		}
		spans = append(spans, Span{" │ ", theme.Frame})
		if r.Selected {
			r.Spans = mark(r.Spans)
		}
		out[i] = Line{Spans: append(spans, r.Spans...)}
	}
	return out
}

// mark gives every span the cursor's role, so that half a row can be selected.
func mark(spans []Span) []Span {
	out := make([]Span, len(spans))
	for i, s := range spans {
		out[i] = Span{s.Text, theme.Cursor}
	}
	return out
}

// Rule is a horizontal line with a text in it.
func Rule(text Line, w int) Line {
	if text.Width() == 0 {
		return Text(theme.Frame, strings.Repeat("─", w))
	}
	l := Of(S(theme.Frame, "── ")).Add(text.Spans...)
	if l.Width() > w-2 {
		l = l.Fit(w - 2)
	}
	return l.Add(S(theme.Frame, " "+strings.Repeat("─", max(0, w-l.Width()-1))))
}

// Render draws exactly h rows of exactly w cells.
func Render(lines []Line, w, h int, p theme.Palette) string {
	var b strings.Builder
	for i := range h {
		var l Line
		if i < len(lines) {
			l = lines[i]
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		if p.ASCII {
			l = l.ascii()
		}
		open := ""
		for _, s := range l.Fit(w).Spans {
			start := p.Start(s.Role, l.Selected)
			if start != open {
				if open != "" {
					b.WriteString(theme.End)
				}
				b.WriteString(start)
				open = start
			}
			b.WriteString(s.Text)
		}
		if open != "" {
			b.WriteString(theme.End)
		}
	}
	return b.String()
}

// ascii is the line in ASCII. Foreign characters take more room than before.
func (l Line) ascii() Line {
	out := Line{Selected: l.Selected, Spans: make([]Span, len(l.Spans))}
	for i, s := range l.Spans {
		out.Spans[i] = Span{theme.ASCII(safetext.Printable(s.Text)), s.Role}
	}
	return out
}
