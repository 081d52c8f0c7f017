package widget

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"adwalk/ui/safetext"
)

// order is which rows of a table are in view, and in which order. It is made once
// for the same rows, words and column: a key in a list of 100,000 must not sort.
type order struct {
	by    int // column that sorts, counted from 1; 0 leaves the rows as they came
	down  bool
	words string

	rows []int // nil: all, as they came
	of   *[]Span
	n    int
	made bool
}

// SortNext sorts by the next column; after the last one the rows stand as they
// came. The cursor stays on its row.
func (t *Table) SortNext() {
	at := t.At()
	for range len(t.Columns) + 1 {
		if t.sort.by = (t.sort.by + 1) % (len(t.Columns) + 1); t.sort.by == 0 || t.Columns[t.sort.by-1].Title != "" {
			break
		}
	}
	t.sort.down, t.sort.made = false, false
	t.Go(at)
}

// SortTurn turns the order round.
func (t *Table) SortTurn() {
	at := t.At()
	t.sort.down, t.sort.made = !t.sort.down, false
	t.Go(at)
}

// Sorted says which column sorts, "" for none.
func (t *Table) Sorted() string {
	if t.sort.by == 0 || t.sort.by > len(t.Columns) {
		return ""
	}
	return t.Columns[t.sort.by-1].Title
}

// Keep shows only rows that hold every word of a text; "" shows all.
func (t *Table) Keep(words string) {
	at := t.At()
	t.sort.words, t.sort.made = strings.ToLower(strings.TrimSpace(words)), false
	t.Go(at)
}

// Len is how many rows are shown.
func (t *Table) Len() int {
	t.arrange()
	if t.sort.rows == nil {
		return len(t.Rows)
	}
	return len(t.sort.rows)
}

// At is which of Rows is under the cursor, -1 for none.
func (t *Table) At() int {
	n := t.Len()
	if n == 0 {
		return -1
	}
	return t.row(max(0, min(t.List.Cursor, n-1)))
}

// row is which of Rows is shown in a place.
func (t *Table) row(place int) int {
	if t.sort.rows == nil {
		return place
	}
	return t.sort.rows[place]
}

// Order lists which of Rows are shown, in their order.
func (t *Table) Order() []int {
	out := make([]int, t.Len())
	for i := range out {
		out[i] = t.row(i)
	}
	return out
}

// Go puts the cursor on one of Rows; where that is not shown, on the first.
func (t *Table) Go(row int) {
	t.arrange()
	t.List.Cursor = row
	if t.sort.rows != nil {
		t.List.Cursor = slices.Index(t.sort.rows, row)
	}
	t.List.Clamp(t.Len())
}

// Move moves the cursor by a key, as List.Move.
func (t *Table) Move(key string, page int) bool { return t.List.Move(key, t.Len(), page) }

// arrange makes the order where rows, words or column have changed.
func (t *Table) arrange() {
	var first *[]Span
	if len(t.Rows) > 0 {
		first = &t.Rows[0]
	}
	s := &t.sort
	if s.made && s.of == first && s.n == len(t.Rows) {
		return
	}
	s.made, s.of, s.n, s.rows = true, first, len(t.Rows), nil
	if s.by > len(t.Columns) {
		s.by = 0
	}
	if s.by == 0 && s.words == "" && !s.down {
		return
	}
	s.rows = make([]int, 0, len(t.Rows))
	for i, r := range t.Rows {
		if s.words == "" || holds(r, s.words) {
			s.rows = append(s.rows, i)
		}
	}
	if s.by > 0 {
		keys := make([]string, len(t.Rows))
		for _, i := range s.rows {
			keys[i] = t.key(i, s.by-1)
		}
		slices.SortStableFunc(s.rows, func(a, b int) int { return compare(keys[a], keys[b]) })
	}
	if s.down {
		slices.Reverse(s.rows)
	}
}

// key is what a row is sorted by.
func (t *Table) key(row, column int) string {
	if t.SortKey != nil {
		if k := t.SortKey(row, column); k != "" {
			return k
		}
	}
	if column < len(t.Rows[row]) {
		return strings.TrimLeft(t.Rows[row][column].Text, " ✓✗!?‖‼–○·")
	}
	return ""
}

// compare puts numbers in the order of their size and before words; of words the
// case does not matter.
func compare(a, b string) int {
	x, xe := number(a)
	y, ye := number(b)
	switch {
	case xe && ye && x != y:
		return cmp.Compare(x, y)
	case xe != ye:
		if xe {
			return -1
		}
		return 1
	}
	return cmp.Or(strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
}

// number reads the number that a cell begins with, such as "12", "+3s" or "0.7 ms".
func number(s string) (float64, bool) {
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.' || end == 0 && (s[end] == '+' || s[end] == '-')) {
		end++
	}
	switch strings.TrimSpace(s[end:]) {
	case "", "s", "ms", "%":
	default:
		return 0, false // 10.0.0.1 and 02:16:09 are words
	}
	n, err := strconv.ParseFloat(s[:end], 64)
	return n, err == nil
}

func holds(row []Span, words string) bool {
	var b strings.Builder
	for _, s := range row {
		b.WriteString(strings.ToLower(safetext.Printable(s.Text)) + " ")
	}
	for w := range strings.FieldsSeq(words) {
		if !strings.Contains(b.String(), w) {
			return false
		}
	}
	return true
}
