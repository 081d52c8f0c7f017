package objects

import (
	"strings"

	"adwalk/ad/lookup"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// tree is what is known of the directory's shape. Keys are folded DNs; "" is
// above the roots.
type tree struct {
	below   map[string][]lookup.Child
	open    map[string]bool
	loading map[string]bool
	cut     map[string]bool
	wanted  string // what was searched for, "" where an object was opened by its name
	pinned  string // heading of what was found
	found   []lookup.Child
}

// node is one row: an object, or the heading of what was found.
type node struct {
	child lookup.Child
	depth int
	key   string
	head  bool
}

func newTree() tree {
	return tree{below: map[string][]lookup.Child{}, open: map[string]bool{"": true}, loading: map[string]bool{}, cut: map[string]bool{}}
}

func fold(dn string) string { return strings.ToLower(dn) }

func (t *tree) put(c children) {
	key := fold(c.dn)
	delete(t.loading, key)
	if c.err != nil {
		delete(t.open, key)
		return
	}
	t.below[key], t.cut[key] = c.list, c.cut
}

// pin shows a list above the roots.
func (t *tree) pin(heading string, list []lookup.Child) {
	t.wanted, t.pinned, t.found = "", heading, list
}

// flat lists the rows in view order.
func (t *tree) flat() []node {
	var out []node
	if t.pinned != "" {
		out = append(out, node{child: lookup.Child{Name: t.pinned}, head: true})
		for _, c := range t.found {
			out = t.add(out, c, 1)
		}
	}
	for _, c := range t.below[""] {
		out = t.add(out, c, 0)
	}
	return out
}

func (t *tree) add(out []node, c lookup.Child, depth int) []node {
	key := fold(c.DN)
	out = append(out, node{child: c, depth: depth, key: key})
	if t.open[key] && depth < 60 {
		for _, k := range t.below[key] {
			out = t.add(out, k, depth+1)
		}
	}
	return out
}

// widgets turns rows into what the tree widget draws.
func (t *tree) widgets(rows []node) []widget.Node {
	var out []widget.Node
	for _, r := range rows {
		n := widget.Node{Label: widget.S(theme.Plain, r.child.Name), Note: class(r.child), Depth: r.depth, State: widget.Closed}
		kids, known := t.below[r.key]
		switch {
		case r.head:
			n.Label.Role, n.State = theme.Frame, widget.Opened
		case t.loading[r.key]:
			n.State = widget.Loading
		case known && len(kids) == 0:
			n.State = widget.Leaf
		case t.open[r.key]:
			n.State = widget.Opened
		}
		if t.cut[r.key] {
			n.Note += " (not all are listed)"
		}
		out = append(out, n)
	}
	return out
}

// class is the object's class for its column; a partition's name, a whole DN,
// needs the room.
func class(c lookup.Child) string {
	switch c.Class {
	case "partition":
		return ""
	case "organizationalUnit":
		return "OU"
	}
	return c.Class
}
