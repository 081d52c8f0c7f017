package start

import (
	"maps"
	"slices"
	"strings"
	"time"

	"adwalk/ui/safetext"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// View draws the screen.
func (s *Screen) View(w, h int) []widget.Line {
	out := append(s.problem(w), s.unsettled(w)...)
	if len(out) == 0 && h >= 20 {
		out = append(out, widget.Text(theme.Dim, " From a Kerberos symptom to its cause in Active Directory, and the fix."))
	}
	out = append(out, widget.Of(widget.S(theme.Title, " What do you see?"), widget.S(theme.Dim, "   paste an error, an event or a log line, or pick below")))
	hint := "press p, or just paste"
	if s.focus == onField {
		hint = "KDC_ERR_S_PRINCIPAL_UNKNOWN, 0x80090322, event 4 …"
	}
	out = append(out, s.field.View(" › ", hint, s.focus == onField, w), widget.Line{})
	bottom := s.lookAround(w)
	room := h - len(out) - len(bottom)
	if len(s.answers) > 0 {
		out = append(out, s.explained(w, room)...)
	} else {
		out = append(out, s.guideList(w, room)...)
	}
	for len(out) < h-len(bottom) {
		out = append(out, widget.Line{})
	}
	return append(out, bottom...)
}

// unsettled says what earlier runs left: an SPN between two owners must not be
// overlooked.
func (s *Screen) unsettled(w int) []widget.Line {
	var out []widget.Line
	warn := func(text string) {
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Warn, " ! ")}, theme.Plain, text, w-1)...)
	}
	for i, h := range s.world.Unsettled.Half {
		if i == 2 {
			warn(screen.Count(len(s.world.Unsettled.Half)-2, "more plan") + " half done")
			break
		}
		text := "Half done: " + h.Title
		if len(h.Left) > 0 {
			text += "; not made: " + string(h.Left[0].Op) + " " + screen.MarkedText(h.Left[0].Value) + " on " + h.Left[0].Account
		}
		warn(text + ". w opens the journal: F finishes it, U undoes it.")
	}
	if n := s.world.Unsettled.Open; n > 0 {
		warn("Not known whether " + screen.Count(n, "change") + " of an earlier run was made. w opens the journal, S looks again.")
	}
	return out
}

// problem is the first finding: what is wrong with the connection.
func (s *Screen) problem(w int) []widget.Line {
	p := s.world.Problem
	if p == nil {
		return nil
	}
	text := p.What
	if p.Why != "" {
		text += ": " + p.Why
	}
	out := widget.Hang([]widget.Span{widget.S(theme.Bad, " ✗ ")}, theme.Plain, text, w-1)
	if len(out) > 3 {
		out = append(out[:2], widget.Text(theme.Dim, "   "+safetext.Clip(safetext.Printable(strings.TrimSpace(out[2].Spans[len(out[2].Spans)-1].Text)), w-8)+" …"))
	}
	do := p.Do
	if do == "" {
		do = "try again"
	}
	out = append(out, widget.Hang([]widget.Span{widget.S(theme.Warn, "   ")}, theme.Warn, do+" · r tries again, L logs in", w-1)...)
	return append(out, widget.Line{})
}

func (s *Screen) guideList(w, h int) []widget.Line {
	head := widget.Text(theme.Title, " Walk me through")
	if s.focus == onFilter || s.filter.Value() != "" {
		head = widget.Ends(head, s.filter.View("/ ", "", s.focus == onFilter, 30), w)
	}
	out := []widget.Line{head}
	shown := s.shown()
	if len(shown) == 0 {
		text := "   no walkthrough has these words; esc shows all"
		if len(s.guides) == 0 {
			text = "   this console was given no walkthroughs"
		}
		return append(out, widget.Text(theme.Dim, text))
	}
	s.rows = max(1, h-2)
	first := 0 // row of the first walkthrough
	if s.offers() {
		first = 1
	}
	from, to := s.list.Window(s.count(), s.rows)
	for i := from; i < to; i++ {
		sel := i == s.list.Cursor && s.focus == onList
		if i < first {
			out = append(out, s.earlier(sel, w))
			continue
		}
		g := shown[i-first]
		lead := "   "
		if sel {
			lead = " ▸ "
		}
		applies := widget.Text(theme.Dim, " "+hint(g.Applies, w)+" ")
		if g.ID == s.world.Status.Scenario {
			applies = widget.Text(theme.Warn, " in this lab ")
		}
		if done, ok := s.world.Walked[g.ID]; ok {
			m := theme.Status(done.Status)
			applies = widget.Of(widget.S(theme.Dim, " walked "+when(done.At, s.world.Now())+" "), widget.S(m.Role, m.Glyph+" "+done.Text+" "))
		}
		l := widget.Ends(widget.Of(widget.S(theme.Plain, lead+g.Symptom)), applies, min(w, inSight))
		l.Selected = sel
		out = append(out, l)
	}
	if to < s.count() {
		out = append(out, widget.Text(theme.Dim, "   … "+screen.Count(s.count()-to, "more walkthrough")))
	}
	if s.world.Status.Lab && len(out)+2 <= h {
		out = append(out, widget.Line{}, widget.Text(theme.Dim, "   This lab has the faults of "+s.world.Status.Scenario+". For others: "+s.labHint()).Fit(w))
	}
	return out
}

// inSight is how far what stands at the right of a row may be from its left end: on a
// very wide terminal the eye would lose the row on the way.
const inSight = 110

// hint is what a walkthrough is about, no longer than leaves its title whole in
// most terminals.
func hint(applies string, w int) string {
	most := max(14, w/5, w-88) // from 110 cells on nothing is cut
	if safetext.Width(applies) <= most {
		return applies
	}
	out := ""
	for part := range strings.SplitSeq(applies, ", ") {
		next := out + ", " + part
		if out == "" {
			next = part
		}
		if safetext.Width(next)+3 > most && out != "" {
			return out + ", …"
		}
		out = next
	}
	return safetext.Middle(out, most)
}

func (s *Screen) labHint() string {
	if s.world.CanLogin(screen.InLab) {
		return ":lab NAME"
	}
	return "--lab --scenario NAME"
}

// earlier is the row that offers the session before.
func (s *Screen) earlier(sel bool, w int) widget.Line {
	lead := "   "
	if sel {
		lead = " ▸ "
	}
	e := s.world.Earlier
	aside := when(e.At, s.world.Now()) + " "
	if e.Note != "" {
		aside = e.Note + ", " + aside
	}
	l := widget.Ends(widget.Of(widget.S(theme.Plain, lead), widget.S(theme.Title, "Resume: "), widget.S(theme.Plain, e.Title)), widget.Text(theme.Dim, aside), min(w, inSight))
	l.Selected = sel
	return l
}

// when is a time as short as it can be told.
func when(at, now time.Time) string {
	if now.Sub(at) < 12*time.Hour && now.UTC().Day() == at.UTC().Day() {
		return at.UTC().Format("15:04Z")
	}
	return at.UTC().Format("2 Jan")
}

// explained lists what a pasted text may be, likeliest first, and tells the one
// under the cursor below.
func (s *Screen) explained(w, h int) []widget.Line {
	out := []widget.Line{widget.Text(theme.Title, " That means")}
	s.rows = max(1, h/3)
	from, to := s.list.Window(len(s.answers), s.rows)
	for i := from; i < to; i++ {
		lead := "   "
		if i == s.list.Cursor {
			lead = " ▸ "
		}
		l := widget.Ends(widget.Text(theme.Plain, lead+s.answers[i].Title), widget.Text(theme.Dim, s.answers[i].Sure+" "), min(w, inSight))
		l.Selected = i == s.list.Cursor
		out = append(out, l)
	}
	a := s.answers[s.list.Cursor]
	// The walkthrough and what was found for it keep their place; the rest is cut.
	var last []widget.Line
	part := func(to *[]widget.Line, name, text string, role theme.Role) {
		if text != "" {
			*to = append(*to, widget.Hang([]widget.Span{widget.S(theme.Frame, name)}, role, text, w-1)...)
		}
	}
	part(&last, " Found  ", values(a.Values), theme.Plain)
	for _, g := range s.guides {
		if g.ID == a.Guide {
			part(&last, " Walk   ", g.Symptom+" (enter)", theme.Warn)
		}
	}
	story := []widget.Line{{}}
	part(&story, " Said   ", a.What, theme.Dim)
	for i, c := range a.Cause {
		name := " Cause  "
		if i > 0 {
			name = " or     "
		}
		part(&story, name, c, theme.Plain)
	}
	for i, d := range a.Do {
		name := " Then   "
		if i == 0 {
			name = " Look   "
		}
		part(&story, name, d, theme.Plain)
	}
	if room := h - len(out) - len(last); len(story) > room {
		story = append(story[:max(0, room-1)], widget.Text(theme.Dim, "   … the walkthrough and the page say more"))
	}
	return append(append(out, story...), last...)
}

func values(found map[string]string) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(found)) {
		out = append(out, k+" "+found[k])
	}
	return strings.Join(out, ", ")
}

// lookAround names the screens by their keys, in lines of about the same length.
func (s *Screen) lookAround(w int) []widget.Line {
	lines := keysIn(w)
	for narrower := w - 1; narrower > 0; narrower-- {
		even := keysIn(narrower)
		if len(even) > len(lines) {
			break
		}
		lines = even
	}
	out := []widget.Line{{}}
	for _, l := range lines {
		out = append(out, l.Fit(w))
	}
	return out
}

func keysIn(w int) []widget.Line {
	var out []widget.Line
	l := widget.Text(theme.Title, " Look around  ")
	indent := l.Width()
	for _, k := range looks {
		key, word := "  "+k.key, " "+k.word
		if l.Width()+len(key)+len(word) > w && l.Width() > indent {
			out = append(out, l)
			l = widget.Text(theme.Plain, strings.Repeat(" ", indent))
		}
		l = l.Add(widget.S(theme.Key, key), widget.S(theme.Plain, word))
	}
	return append(out, l)
}
