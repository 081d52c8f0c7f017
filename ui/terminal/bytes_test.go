package terminal

import (
	"bytes"
	"fmt"
	"testing"

	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// What a key costs on the wire in a list of 100,000 rows: at most 400 bytes for
// a cursor move and 1,500 for a scroll of one line, at every size and with
// colours, so that a slow link keeps up.
func TestAKeyCostsFewBytes(t *testing.T) {
	const n = 100_000
	tab := widget.Table{Columns: []widget.Column{{Title: "SPN", Flex: 3, Min: 24, Mid: true}, {Title: "Account", Flex: 1, Min: 10, Max: 24}, {Title: "Verdict", Min: 12}}}
	for i := range n {
		tab.Rows = append(tab.Rows, []widget.Span{widget.S(theme.Plain, fmt.Sprintf("http/web%06d.emea.contoso.example", i)), widget.S(theme.Frame, fmt.Sprintf("WEB%06d$", i)), widget.S(theme.Good, "✓ one owner")})
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		w, h := size[0], size[1]
		var out bytes.Buffer
		s := &Screen{out: &out, on: true}
		tab.List = widget.List{}
		press := func(key string) int {
			tab.List.Move(key, n, h-1)
			out.Reset()
			s.put(widget.Render(tab.View(w, h), w, h, theme.Palette{Depth: theme.TwoFiftySix}), w)
			return out.Len()
		}
		press("home")
		for range h - 3 {
			if got := press("down"); got > 400 {
				t.Errorf("%dx%d: a cursor move costs %d bytes", w, h, got)
				break
			}
		}
		press("down")
		for range 5 {
			if got := press("down"); got > 1500 {
				t.Errorf("%dx%d: a scroll costs %d bytes", w, h, got)
			}
		}
		t.Logf("%dx%d: move %d, scroll %d bytes", w, h, press("up"), func() int { press("end"); press("home"); press("pgdown"); return press("down") }())
	}
}
