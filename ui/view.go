package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

func (m *Model) tiny() bool { return m.w < MinWidth || m.h < MinHeight }

// View draws exactly as many rows and cells as the terminal has.
func (m *Model) View() string {
	if m.quit {
		return ""
	}
	if m.tiny() {
		text := []widget.Line{
			widget.Text(theme.Warn, fmt.Sprintf("adwalk needs %d x %d,", MinWidth, MinHeight)),
			widget.Text(theme.Plain, fmt.Sprintf("this window has %d x %d.", m.w, m.h)),
			widget.Text(theme.Dim, "Make it larger; ctrl+c leaves."),
		}
		return widget.Render(text, m.w, m.h, m.palette)
	}
	lines := []widget.Line{header(m.world.Status, m.world.ReadOnly != "", m.world.Connecting, m.setup.now(), m.w)}
	s := m.top().screen
	title := s.Title()
	if m.help != nil {
		title = "Help" + strings.TrimSuffix(" › "+title, " › ")
	}
	if title != "" {
		var aside widget.Line
		if a, ok := s.(screen.Asider); ok && m.help == nil {
			aside = a.Aside()
		}
		lines = append(lines, widget.Ends(widget.Text(theme.Title, " "+crumb(title, m.w-aside.Width()-3)), aside.Add(widget.S(theme.Plain, " ")), m.w))
	}
	lines = append(lines, widget.Rule(widget.Line{}, m.w))
	h := m.h - len(lines) - 2
	below := m.dialogLines(h)
	note := m.noteLine()
	if note.Width() > m.w-6 { // it does not fit into the rule
		below = append(below, m.longNote()...)
		note = widget.Line{}
	}
	h -= len(below)
	var body []widget.Line
	if m.help != nil {
		body = m.help.View(m.helpLines(), h)
	} else if h > 0 {
		body = s.View(m.w, h)
	}
	for i := range h {
		if i < len(body) {
			lines = append(lines, body[i])
		} else {
			lines = append(lines, widget.Line{})
		}
	}
	lines = append(lines, below...)
	lines = append(lines, widget.Rule(note, m.w), m.footer())
	return widget.Render(lines, m.w, m.h, m.palette)
}

// dialogLines draws the open dialog under the screen: as high as it needs, and
// never more than leaves a few rows of what it is about in view.
func (m *Model) dialogLines(h int) []widget.Line {
	if m.command != nil {
		return m.paletteLines(h)
	}
	d := m.top().dialog()
	if d == nil {
		return nil
	}
	inside := d.View(m.w-2, h-5)
	out := []widget.Line{widget.Rule(widget.Text(theme.Title, d.Title()), m.w)}
	for _, l := range inside[:min(len(inside), h-5)] {
		l.Spans = append([]widget.Span{widget.S(theme.Plain, " ")}, l.Spans...)
		out = append(out, l)
	}
	return out
}

// noteLine is what stands in the rule above the footer: the last note, or what
// is running.
func (m *Model) noteLine() widget.Line {
	if note := m.top().note; note.Text != "" {
		mark := theme.Status(note.Status)
		return widget.Of(widget.S(mark.Role, mark.Glyph+" "), widget.S(theme.Plain, note.Text))
	}
	if r := m.busy(); r != nil {
		return progressLine(r, m.setup.now())
	}
	return widget.Line{}
}

// longNote is the last note in rows of its own, above the footer.
func (m *Model) longNote() []widget.Line {
	note := m.top().note
	if note.Text == "" {
		return nil
	}
	mark := theme.Status(note.Status)
	out := widget.Hang([]widget.Span{widget.S(mark.Role, " "+mark.Glyph+" ")}, theme.Plain, note.Text, m.w-1)
	if room := max(1, m.h/4); len(out) > room {
		out = out[:room]
		out[room-1] = out[room-1].Fit(m.w - 3).Add(widget.S(theme.Plain, " …"))
	}
	return append([]widget.Line{widget.Rule(widget.Line{}, m.w)}, out...)
}

// crumb shortens a path of screens to w cells: its last part says where one is, so that
// what leads there gives way first.
func crumb(title string, w int) string {
	i := strings.LastIndex(title, " › ")
	if i < 0 || safetext.Width(title) <= w || safetext.Width(title[i:])+8 > w {
		return title
	}
	return safetext.Clip(title[:i], w-safetext.Width(title[i:])) + title[i:]
}

// header is the line that stands on every screen: where we are, as whom, how
// protected, and whether anything can be written.
func header(st Status, readOnly, connecting bool, now time.Time, w int) widget.Line {
	right := widget.Line{}.Add(ticketMark(st, now)...)
	if st.Lab {
		right = right.Add(widget.S(theme.Warn, "LAB "))
	}
	if readOnly {
		right = right.Add(widget.S(theme.Alarm, " READ-ONLY "))
	}
	part := func(s, without string) string {
		if s == "" {
			if connecting {
				return "connecting…"
			}
			return without
		}
		return s
	}
	if st.Realm == "" && st.Server == "" && st.Identity == "" {
		text := "not connected"
		if connecting {
			text = "connecting…"
		}
		return widget.Ends(widget.Of(widget.S(theme.Title, " adwalk"), widget.S(theme.Doubt, "  "+text)), right, w)
	}
	identity := part(st.Identity, "not signed in")
	protection := part(st.Protection, "not connected")
	realm := safetext.Middle(safetext.Printable(part(st.Realm, "no realm")), 24)
	used := right.Width() + 17 + safetext.Width(realm+safetext.Printable(protection))
	if used+safetext.Width(safetext.Printable(st.Server+identity)) > w {
		identity = strings.TrimSuffix(identity, "@"+st.Realm)
	}
	// A name of any length leaves room for the server and the protection.
	identity = safetext.Middle(safetext.Printable(identity), max(8, w-used-8))
	room := w - used - safetext.Width(safetext.Printable(identity))
	l := widget.Of(widget.S(theme.Title, " adwalk"),
		widget.S(theme.Frame, "  "+realm),
		widget.S(theme.Plain, "  "+safetext.Middle(safetext.Printable(part(st.Server, "no controller")), max(8, room))),
		widget.S(theme.Plain, "  "+identity))
	role := theme.Frame
	if st.Protection == "none" || st.Protection == "" || strings.HasSuffix(st.Protection, ad.NotVerified) {
		role = theme.Warn
	}
	return widget.Ends(l.Add(widget.S(role, "  "+protection)), right, w)
}

// fitting are the keys of the screen that its footer names in w cells, in the order of
// its table. Where half of those that have room can do nothing now, as while nothing is
// listed, they give way to those that can; else they stay, so that no key moves with
// the cursor.
func (m *Model) fitting(w int) []screen.Binding {
	var all, shown []screen.Binding
	off, room := 0, w+3
	for _, b := range m.top().screen.Bindings() {
		if b.Quiet {
			continue
		}
		all = append(all, b)
		if size := hintWidth(b); size <= room {
			room -= size
			shown = append(shown, b)
			if m.refuse(b) != "" {
				off++
			}
		}
	}
	if len(shown) == len(all) || 2*off < len(shown) {
		return shown
	}
	total := 0
	for _, b := range all {
		total += hintWidth(b)
	}
	for i := len(all) - 1; i >= 0 && total > w+3; i-- {
		if m.refuse(all[i]) != "" {
			total -= hintWidth(all[i])
			all = slices.Delete(all, i, i+1)
		}
	}
	return all
}

// hintWidth is how many cells a key takes in the footer, with the gap behind it.
func hintWidth(b screen.Binding) int { return safetext.Width(b.Label()+b.Help) + 4 }

// footer is the key hints of whatever takes the keys now.
func (m *Model) footer() widget.Line {
	l := widget.Text(theme.Plain, " ")
	room := m.w - 1
	hint := func(key, word string, available bool) {
		k, r := theme.Key, theme.Plain
		if !available {
			k, r = theme.Dim, theme.Dim
		}
		if next := l.Add(widget.S(k, key), widget.S(r, " "+word+"   ")); next.Width()-3 <= room {
			l = next
		}
	}
	switch {
	case m.command != nil:
		return m.command.field.View(" :", "type a command, or choose one; tab completes, enter runs, esc cancels", true, m.w)
	case m.top().dialog() != nil:
		h := m.top().dialog().Hints()
		for i := 0; i+1 < len(h); i += 2 {
			hint(h[i], h[i+1], true)
		}
		return l
	case m.typing() && m.help == nil:
		h := m.top().screen.(screen.Typist).Hints()
		for i := 0; i+1 < len(h); i += 2 {
			hint(h[i], h[i+1], true)
		}
		return l
	case m.help != nil:
		hint("esc", "close", true)
		hint(":", "command", true)
		if where := m.help.Where(len(m.helpLines()), m.h-5); where != "" {
			hint("pgdn, pgup", where, true)
		}
		return l
	}
	// What holds everywhere keeps its place; the screen's own keys fill the rest,
	// in the order of its table.
	var last []screen.Binding
	for _, b := range m.global() {
		if !b.Quiet {
			last = append(last, b)
			room -= hintWidth(b)
		}
	}
	for _, b := range m.fitting(room - 1) {
		hint(b.Label(), b.Help, m.refuse(b) == "")
	}
	room = m.w - 1
	for _, b := range last {
		hint(b.Label(), b.Help, m.refuse(b) == "")
	}
	end := &l.Spans[len(l.Spans)-1]
	end.Text = strings.TrimRight(end.Text, " ")
	return l
}
