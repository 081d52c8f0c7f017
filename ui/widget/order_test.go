package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"adwalk/ui/theme"
)

func sample() *Table {
	t := &Table{Columns: []Column{{Title: "Name", Flex: 1}, {Title: "kvno", Right: true}}}
	for _, r := range [][2]string{{"http/b", "10"}, {"HTTP/a", "9"}, {"http/c", "2"}} {
		t.Rows = append(t.Rows, []Span{S(theme.Plain, r[0]), S(theme.Plain, r[1])})
	}
	return t
}

// names are the first cells in the order in which they are seen.
func names(t *Table) (out []string) {
	for _, l := range t.View(40, 10)[1:] {
		out = append(out, strings.TrimSpace(l.Spans[1].Text))
	}
	return out
}

func TestSortsByColumnAndKeepsTheCursorOnItsRow(t *testing.T) {
	tab := sample()
	tab.List.Cursor = 2 // http/c
	tab.SortNext()
	if got := names(tab); !slices.Equal(got, []string{"HTTP/a", "http/b", "http/c"}) {
		t.Errorf("by name: %v", got)
	}
	tab.SortNext()
	if got := names(tab); !slices.Equal(got, []string{"http/c", "HTTP/a", "http/b"}) {
		t.Errorf("numbers are not in the order of their size: %v", got)
	}
	if at := tab.At(); at != 2 || tab.Sorted() != "kvno" {
		t.Errorf("the cursor went from row 2 to %d, sorted by %q", at, tab.Sorted())
	}
	tab.SortTurn()
	if got := names(tab); !slices.Equal(got, []string{"http/b", "HTTP/a", "http/c"}) {
		t.Errorf("turned round: %v", got)
	}
	tab.SortNext()
	if got := names(tab); !slices.Equal(got, []string{"http/b", "HTTP/a", "http/c"}) || tab.Sorted() != "" {
		t.Errorf("after the last column the rows stand as they came: %v", got)
	}
	if !strings.Contains(tab.View(40, 10)[0].Spans[1].Text, "Name") {
		t.Error("the heading is gone")
	}
}

func TestKeepsRowsWithTheWords(t *testing.T) {
	tab := sample()
	tab.List.Cursor = 1
	tab.Keep("http 9")
	if got := names(tab); !slices.Equal(got, []string{"HTTP/a"}) || tab.At() != 1 || tab.Len() != 1 {
		t.Errorf("%v, row %d of %d", got, tab.At(), tab.Len())
	}
	tab.Keep("nothing")
	if tab.At() != -1 || tab.Len() != 0 || len(tab.View(40, 10)) != 1 {
		t.Errorf("a list without rows has row %d", tab.At())
	}
	tab.Rows = append(tab.Rows, []Span{S(theme.Plain, "nothing/new"), S(theme.Plain, "1")})
	if tab.At() != 3 {
		t.Error("a new row with the words is not shown")
	}
	tab.Keep("")
	if tab.Len() != 4 {
		t.Error("rows stay hidden")
	}
}

func TestSortsWordsThatBeginWithNumbersAsWords(t *testing.T) {
	list := []string{"10.0.0.2:443", "9", "02:16:09", "0.7 ms", "+3s", "-1s", ""}
	slices.SortFunc(list, compare)
	if got := fmt.Sprintf("%q", list); got != `["-1s" "0.7 ms" "+3s" "9" "" "02:16:09" "10.0.0.2:443"]` {
		t.Error(got)
	}
}

func BenchmarkKeyInSortedList(b *testing.B) {
	tab := &Table{Columns: []Column{{Title: "SPN", Flex: 1}}}
	for i := range 100_000 {
		tab.Rows = append(tab.Rows, []Span{S(theme.Plain, fmt.Sprintf("http/host%d.contoso.lab", i*7919%100_000))})
	}
	tab.SortNext()
	tab.View(120, 40)
	for b.Loop() {
		tab.Move("down", 40)
		tab.View(120, 40)
	}
}
