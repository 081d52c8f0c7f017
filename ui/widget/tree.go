package widget

import (
	"strings"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

// Node is one row of a tree, already flattened: its depth says where it hangs.
type Node struct {
	Label Span
	Note  string // dim, at the right
	Depth int
	State NodeState
}

// NodeState says whether a node has children in view.
type NodeState int

// The states of a node.
const (
	Leaf NodeState = iota
	Closed
	Opened
	Loading
)

var nodeGlyphs = map[NodeState]string{Leaf: "  ", Closed: "▹ ", Opened: "▿ ", Loading: "… "}

// leastNote is the room that a note needs to be worth reading: the name goes first.
const leastNote = 4

// Tree draws nodes in w cells and h rows around the list's cursor.
func Tree(nodes []Node, list *List, focused bool, w, h int) []Line {
	var out []Line
	from, to := list.Window(len(nodes), h)
	for i := from; i < to; i++ {
		n := nodes[i]
		depth := min(n.Depth, max(0, w/4))
		lead := " "
		if i == list.Cursor {
			lead = "▸"
		}
		l := Of(S(theme.Plain, lead+strings.Repeat("  ", depth)), S(theme.Frame, nodeGlyphs[n.State]), n.Label)
		if room := w - l.Width() - 1; n.Note != "" && room >= leastNote { // in a column of its own at the right
			l = Ends(l, Text(theme.Dim, safetext.Clip(safetext.Printable(n.Note), room)), w)
		}
		if i == list.Cursor && !focused {
			l.Spans[2].Role = theme.Title
		}
		l.Selected = i == list.Cursor && focused
		out = append(out, l)
	}
	return out
}
