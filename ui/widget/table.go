package widget

import (
	"strings"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

// Column describes one column of a table.
type Column struct {
	Title string
	Min   int  // cells it never goes below
	Max   int  // cells it never goes above; 0 is no limit
	Flex  int  // its share of the room that is left; 0 takes what it needs
	Right bool // numbers
	Mid   bool // clip in the middle: names that differ at their ends
}

// Table is rows under a heading, with a cursor.
type Table struct {
	Columns []Column
	Rows    [][]Span
	List    List
	Hide    bool // no cursor is shown
	// SortKey is what a row is sorted by in a column whose text does not tell, such
	// as a time of day; nil, or "" of it, is the cell's text.
	SortKey func(row, column int) string

	sort order

	needs []int   // cells that each column needs for its rows
	of    *[]Span // the first row that they were measured with
	n     int     // and how many there were
}

// View draws the table in w cells and h rows, the heading being the first. The
// first cell of a row carries the cursor's mark.
func (t *Table) View(w, h int) []Line {
	widths := t.widths(w - 2)
	head := Line{Spans: []Span{{"  ", theme.Plain}}}
	for i, c := range t.Columns {
		title := c.Title
		if t.sort.by == i+1 {
			title = safetext.Clip(title, max(1, widths[i]-1)) + "↑"
			if t.sort.down {
				title = strings.TrimSuffix(title, "↑") + "↓"
			}
		}
		head.Spans = append(head.Spans, t.cell(Span{title, theme.Dim}, c, widths[i])...)
	}
	out := []Line{head}
	from, to := t.List.Window(t.Len(), h-1)
	for place := from; place < to; place++ {
		i := t.row(place)
		sel := place == t.List.Cursor && !t.Hide
		lead := "  "
		if sel {
			lead = "▸ "
		}
		l := Line{Spans: []Span{{lead, theme.Plain}}, Selected: sel}
		for k, c := range t.Columns {
			var s Span
			if k < len(t.Rows[i]) {
				s = t.Rows[i][k]
			}
			l.Spans = append(l.Spans, t.cell(s, c, widths[k])...)
		}
		out = append(out, l)
	}
	return out
}

// cell pads and clips one cell and puts the gap behind it.
func (t *Table) cell(s Span, c Column, w int) []Span {
	text := safetext.Printable(s.Text)
	if c.Mid {
		text = safetext.Middle(text, w)
	} else {
		text = safetext.Clip(text, w)
	}
	pad := strings.Repeat(" ", max(0, w-safetext.Width(text)))
	if c.Right {
		return []Span{{pad, theme.Plain}, {text, s.Role}, {"  ", theme.Plain}}
	}
	return []Span{{text, s.Role}, {pad + "  ", theme.Plain}}
}

// measure finds out what each column needs, once for the same rows: a key in a
// list of 100,000 must not look at all of them.
func (t *Table) measure() {
	var first *[]Span
	if len(t.Rows) > 0 {
		first = &t.Rows[0]
	}
	if t.of == first && t.n == len(t.Rows) && len(t.needs) == len(t.Columns) {
		return
	}
	t.of, t.n, t.needs = first, len(t.Rows), make([]int, len(t.Columns))
	for _, r := range t.Rows {
		for i := range min(len(r), len(t.Columns)) {
			t.needs[i] = max(t.needs[i], safetext.Width(safetext.Printable(r[i].Text)))
		}
	}
}

// widths shares out the room: every column gets what its cells need within its
// bounds; what is missing or left is taken from or given to the flexible ones.
func (t *Table) widths(w int) []int {
	t.measure()
	out := make([]int, len(t.Columns))
	total, flex := 0, 0
	for i, c := range t.Columns {
		title := safetext.Width(c.Title)
		if t.sort.by == i+1 {
			title++ // and its arrow
		}
		need := max(c.Min, title, t.needs[i])
		if c.Max > 0 {
			need = min(need, c.Max)
		}
		out[i] = need
		total += need + 2
		flex += c.Flex
	}
	for over := total - w; over > 0 && flex > 0; {
		widest := -1 // for its share
		for i, c := range t.Columns {
			if c.Flex > 0 && out[i] > max(c.Min, 4) && (widest < 0 || out[i]*t.Columns[widest].Flex >= out[widest]*c.Flex) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		out[widest]--
		over--
	}
	return out
}
