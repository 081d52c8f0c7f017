package screen

import (
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// The intents of every list with columns.
const (
	doFilter Intent = "sift:filter"
	doSort   Intent = "sift:sort"
	doTurn   Intent = "sift:turn"
)

// SortKeys sort a table: its screen's Handle gives them to Sorted first.
func SortKeys() []Binding {
	return []Binding{{Keys: []string{">"}, Intent: doSort, Help: "sort", Long: "sort by the next column", Quiet: true},
		{Keys: []string{"<"}, Intent: doTurn, Help: "turn round", Long: "the same order, last first", Quiet: true}}
}

// Sorted does what a key that sorts means and says whether it was one.
func Sorted(t *widget.Table, i Intent) bool {
	switch i {
	case doSort:
		t.SortNext()
	case doTurn:
		t.SortTurn()
	default:
		return false
	}
	return true
}

// Sift filters and sorts a table by its rows' own words, for a screen whose list
// is the table.
type Sift struct {
	Filter
	Table *widget.Table
}

// Bindings are the keys that filter and sort.
func (s *Sift) Bindings() []Binding {
	f := Binding{Keys: []string{"/"}, Intent: doFilter, Help: "filter", Long: "list only rows with these words", Quiet: len(s.Table.Rows) < 2}
	if len(s.Table.Rows) == 0 {
		f.Why = "there are no rows to filter"
	}
	return append([]Binding{f}, SortKeys()...)
}

// Handle does what one of these keys means and says whether it was one.
func (s *Sift) Handle(i Intent) bool {
	if i == doFilter {
		s.Open()
		return true
	}
	return Sorted(s.Table, i)
}

// Type takes a key for the filter and says whether it was used.
func (s *Sift) Type(k widget.Key) bool {
	used := s.Filter.Type(k)
	s.Table.Keep(s.Text())
	return used
}

// Leave shows all rows again and says whether any were hidden.
func (s *Sift) Leave() bool {
	cleared := s.Clear()
	s.Table.Keep("")
	return cleared
}

// View draws the filter, and says when no row has its words.
func (s *Sift) View(w int) []widget.Line {
	out := s.Filter.View(w)
	if len(s.Table.Rows) > 0 && s.Table.Len() == 0 {
		out = append(out, widget.Text(theme.Dim, " No row has these words; esc shows all."))
	}
	return out
}
