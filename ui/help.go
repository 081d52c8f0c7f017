package ui

import (
	"strings"

	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// helpLines is made from the key tables, so that it cannot be wrong.
func (m *Model) helpLines() []widget.Line {
	var out []widget.Line
	section := func(name string, table []screen.Binding) {
		out = append(out, widget.Text(theme.Title, " "+name))
		for _, b := range table {
			text := b.Long
			if text == "" {
				text = b.Help
			}
			switch b.Effect {
			case screen.Ask:
				text += " · asks the network"
			case screen.Write:
				text += " · writes to the directory"
			}
			lead := []widget.Span{widget.S(theme.Key, " "+pad(strings.Join(b.Keys, ", "), 20)+" ")}
			out = append(out, widget.Hang(lead, theme.Plain, text, m.w-1)...)
			if why := m.refuse(b); why != "" {
				out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, strings.Repeat(" ", 22))}, theme.Dim, "not now: "+why, m.w-1)...)
			}
		}
		out = append(out, widget.Line{})
	}
	section("On this screen", m.top().screen.Bindings())
	section("Everywhere", m.global())
	out = append(out, widget.Text(theme.Title, " Moving"))
	for _, r := range [][2]string{{"up, down, k, j", "move the cursor or scroll"}, {"pgup, pgdown", "a page"}, {"home, end, g, G", "first, last"}} {
		out = append(out, widget.Of(widget.S(theme.Key, " "+pad(r[0], 20)+" "), widget.S(theme.Plain, r[1])))
	}
	out = append(out, widget.Line{}, widget.Text(theme.Title, " Commands after :"))
	for _, c := range commands {
		out = append(out, widget.Of(widget.S(theme.Key, " "+pad(c.name+" "+c.arg, 20)+" "), widget.S(theme.Plain, c.help)))
	}
	return out
}

func (m *Model) helpKey(k widget.Key) {
	switch k.Name {
	case "esc", "?", "q":
		m.help = nil
	default:
		m.help.Move(k.Name, len(m.helpLines()), m.h-5)
	}
}

func pad(s string, w int) string { return s + strings.Repeat(" ", max(0, w-len(s))) }
