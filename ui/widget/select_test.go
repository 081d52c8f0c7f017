package widget

import (
	"strings"
	"testing"

	"adwalk/ui/theme"
)

// A selected row is highlighted from its first cell to its last, whatever roles
// are in it; so is the selected half of two panes.
func TestTheWholeSelectedRowIsHighlighted(t *testing.T) {
	p := theme.Palette{Depth: theme.TwoFiftySix}
	tab := Table{Columns: []Column{{Title: "A", Flex: 1}, {Title: "B"}}, Rows: [][]Span{{S(theme.Plain, "http/mail"), S(theme.Good, "✓ ok")}, {S(theme.Title, "x"), S(theme.Bad, "▍ 0h03")}}}
	rows := strings.Split(Render(tab.View(40, 3), 40, 3, p), "\n")
	if row := rows[1]; !strings.HasPrefix(row, "\x1b[7m▸ http/mail") || strings.Count(row, "\x1b[") != 2 || !strings.HasSuffix(row, theme.End) {
		t.Errorf("%q", row)
	}
	half := Beside([]Line{{Spans: []Span{S(theme.Bad, "✗ "), S(theme.Plain, "owners"), S(theme.Warn, "wrong")}, Selected: true}}, []Line{Text(theme.Bad, "story")}, 20, 60, 1)
	if row := Render(half, 60, 1, p); !strings.HasPrefix(row, "\x1b[7m✗ ownerswrong       ") {
		t.Errorf("%q", row)
	}
}
