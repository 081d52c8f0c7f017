package ui

import (
	"context"
	"strings"

	"adwalk/diag"
	"adwalk/ui/screen"
	"adwalk/ui/screen/start"
	"adwalk/ui/screen/walk"
)

// KeyRow is a line of the table of keys: where it holds, the key, what it does.
type KeyRow struct{ Where, Key, Does string }

// KeyRows lists the keys that matter most, from the same tables as the help.
func KeyRows(b Backend) []KeyRow {
	m := New(context.Background(), b, nil)
	defer m.Close()
	var out []KeyRow
	add := func(where string, table []screen.Binding) {
		for _, k := range table {
			text := k.Long
			if text == "" {
				text = k.Help
			}
			out = append(out, KeyRow{where, strings.Join(k.Keys, ", "), text})
		}
	}
	add("everywhere", m.global())
	for _, k := range start.Keys() {
		out = append(out, KeyRow{"from every screen", k[0], k[1]})
	}
	if len(m.setup.Guides) > 0 {
		add("in a walk", walk.New(m.world, walk.Parts{Told: walk.NothingTold(), Guide: m.setup.Guides[0], Facts: diag.NewSnapshot}).Bindings())
	}
	return out
}
