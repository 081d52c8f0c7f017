package ui

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
	"adwalk/ui/screen/start"
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
	if below := m.belowPage(); len(below) > 0 && len(m.stack) > 2 { // above the start screen they follow below
		section("On the screen that this page belongs to", slices.DeleteFunc(below, func(b screen.Binding) bool { return slices.Contains(b.Keys, "enter") }))
	}
	section("Everywhere", m.global())
	if len(m.stack) > 1 { // the start screen has them in its own table
		out = append(out, widget.Text(theme.Title, " From every screen"))
		for _, k := range start.Keys() {
			out = append(out, widget.Of(widget.S(theme.Key, " "+pad(k[0], 20)+" "), widget.S(theme.Plain, k[1])))
		}
		out = append(out, widget.Text(theme.Dim, "                      where the screen has no key of its own for it"), widget.Line{})
	}
	out = append(out, widget.Text(theme.Title, " Moving"))
	for _, r := range [][2]string{{"up, down, k, j", "move the cursor or scroll"}, {"pgup, pgdown", "a page"}, {"home, end, g, G", "first, last"}} {
		out = append(out, widget.Of(widget.S(theme.Key, " "+pad(r[0], 20)+" "), widget.S(theme.Plain, r[1])))
	}
	out = append(out, widget.Line{}, widget.Text(theme.Title, " Commands after :"))
	for _, c := range commands {
		out = append(out, widget.Of(widget.S(theme.Key, " "+pad(c.name+" "+c.arg, 20)+" "), widget.S(theme.Plain, c.help)))
	}
	return append(append(out, widget.Line{}), legend()...)
}

// legend says what the marks and the words beside them mean.
func legend() []widget.Line {
	out := []widget.Line{widget.Text(theme.Title, " Marks")}
	for _, r := range []struct {
		status diag.Status
		text   string
	}{
		{diag.Pass, "checked, and as it should be"}, {diag.Fail, "checked, and wrong"}, {diag.Unknown, "could not be found out: not readable, not asked or not answered; never the same as ok"},
		{diag.Blocked, "says nothing yet: another step must be put right first"}, {diag.Manual, "only a person can see or do this"}, {diag.Pending, "not run yet"},
		{diag.Skipped, "does not apply here"}, {diag.Running, "being asked now"}, {diag.Crashed, "an internal error of adwalk; please report it"},
	} {
		m := theme.Status(r.status)
		out = append(out, widget.Of(widget.S(m.Role, " "+m.Glyph+" "), widget.S(theme.Plain, pad(m.Word, 18)+" "+r.text)))
	}
	for _, r := range [][2]string{{"·", "for your information"}, {"▸", "the row under the cursor"}, {"1/8", "1 of 8 is as it should be"}, {"‹U+200B›", "a character that cannot be seen or looks like another"}} {
		out = append(out, widget.Of(widget.S(theme.Frame, " "+pad(r[0], 20)+" "), widget.S(theme.Plain, r[1])))
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

func pad(s string, w int) string { return s + strings.Repeat(" ", max(0, w-safetext.Width(s))) }
