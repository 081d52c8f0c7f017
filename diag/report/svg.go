package report

import (
	"fmt"
	"html"
	"html/template"
	"strings"
	"time"
	"unicode/utf8"
)

// edges draws who stands for what: names at the left, what they lead to at the
// right, a line between. Text stands beside the picture for those who cannot see it.
func edges(list []Edge, title string) template.HTML {
	if len(list) == 0 {
		return ""
	}
	more := 0
	if len(list) > maxEdges {
		more, list = len(list)-maxEdges, list[:maxEdges]
	}
	left, right := places(list, func(e Edge) string { return e.From }), places(list, func(e Edge) string { return e.To })
	rows := max(len(left), len(right))
	const line, width, middle = 22, 860, 190
	height := rows*line + 16
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" width="%d" role="img" aria-label="%s">`, width, height, width, html.EscapeString(title))
	for _, e := range list {
		class := "edge"
		if e.Kind != "" {
			class += " marked"
		}
		fmt.Fprintf(&b, `<path class="%s" d="M%d %d C %d %d, %d %d, %d %d"/>`, class, 330, left[e.From]*line+14, 330+middle/2, left[e.From]*line+14, 520-middle/2, right[e.To]*line+14, 520, right[e.To]*line+14)
	}
	for name, i := range left {
		fmt.Fprintf(&b, `<text x="322" y="%d" text-anchor="end">%s</text>`, i*line+18, short(name))
	}
	for name, i := range right {
		fmt.Fprintf(&b, `<text x="528" y="%d">%s</text>`, i*line+18, short(name))
	}
	b.WriteString("</svg>")
	if more > 0 {
		fmt.Fprintf(&b, "<p>%d more are in the tables and in the JSON form.</p>", more)
	}
	return template.HTML(b.String())
}

func places(list []Edge, key func(Edge) string) map[string]int {
	out := map[string]int{}
	for _, e := range list {
		if _, ok := out[key(e)]; !ok {
			out[key(e)] = len(out)
		}
	}
	return out
}

func short(s string) string {
	s = clean(s)
	if utf8.RuneCountInString(s) > 44 {
		s = string([]rune(s)[:43]) + "…"
	}
	return html.EscapeString(s)
}

// lifetimes draws tickets as bars between the first start and the last end.
func lifetimes(list []Ticket, now time.Time) template.HTML {
	if len(list) == 0 {
		return ""
	}
	list = list[:min(len(list), maxEdges)]
	first, last := list[0].Start, list[0].End
	for _, t := range list {
		if t.Start.Before(first) {
			first = t.Start
		}
		if t.End.After(last) {
			last = t.End
		}
	}
	span := last.Sub(first)
	if span <= 0 {
		return ""
	}
	const line, width, from = 22, 860, 360
	at := func(t time.Time) float64 {
		return from + float64(width-from-10)*max(0, min(1, float64(t.Sub(first))/float64(span)))
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" width="%d" role="img" aria-label="Ticket lifetimes from %s to %s">`, width, len(list)*line+16, width, stamp(first), stamp(last))
	for i, t := range list {
		class := "bar"
		if t.End.Before(now) {
			class += " over"
		}
		fmt.Fprintf(&b, `<text x="0" y="%d">%s</text><rect class="%s" x="%.1f" y="%d" width="%.1f" height="12"/>`, i*line+18, short(t.Service), class, at(t.Start), i*line+8, max(1, at(t.End)-at(t.Start)))
	}
	fmt.Fprintf(&b, `<line class="now" x1="%.1f" x2="%.1f" y1="0" y2="%d"/></svg>`, at(now), at(now), len(list)*line+16)
	return template.HTML(b.String())
}
