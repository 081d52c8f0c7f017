package services

import (
	"fmt"
	"strings"

	"adwalk/diag/checks"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// View draws the addresses and, below, all about the one under the cursor.
func (s *Screen) View(w, h int) []widget.Line {
	switch {
	case s.world.Access.Prober == nil:
		return widget.Wrap(theme.Dim, " "+noProber, w-1, 1)
	case s.asking:
		return []widget.Line{widget.Text(theme.Dim, " Showing a ticket to "+s.target+"…")}
	case len(s.answers) == 0:
		return widget.Wrap(theme.Dim, " A ticket from the KDC proves that an SPN is registered. Only the service's own answer proves that it has the right key. a adds a service.", w-1, 1)
	}
	s.table.Columns = []widget.Column{{Title: "Address", Min: 12}, {Title: "Answer", Flex: 1, Min: 20}, {Title: "Verdict", Min: 11}, {Title: "kvno", Right: true}, {Title: "ms", Right: true}}
	s.table.Rows = nil
	for _, a := range s.answers {
		m := theme.Verdict(a.Verdict)
		kvno := ""
		if a.Ticket != nil {
			kvno = fmt.Sprint(a.Ticket.KVNO)
		}
		s.table.Rows = append(s.table.Rows, []widget.Span{widget.S(theme.Plain, a.where()), widget.S(theme.Plain, a.said()),
			widget.S(m.Role, m.Glyph+" "+m.Word), widget.S(theme.Plain, kvno), widget.S(theme.Dim, fmt.Sprint(a.Elapsed.Milliseconds()))})
	}
	s.rows = max(2, min(len(s.answers), h/3))
	filter := s.sift().View(w)
	out := append(filter, s.table.View(w, s.rows+1)...)
	if s.table.Len() == 0 {
		return filter
	}
	if n := s.table.Len() - s.rows; n > 0 {
		out = append(out, widget.Text(theme.Dim, "   … "+screen.Count(len(s.answers), "address")+"es in all"))
	}
	out = append(out, widget.Rule(widget.Line{}, w))
	for _, l := range s.story(s.answers[s.table.At()]) {
		role := theme.Plain
		switch l[0] {
		case "Do":
			role = theme.Warn
		case "Note", "TLS":
			role = theme.Dim
		case "Warn":
			role = theme.Bad
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Frame, fmt.Sprintf(" %-6s ", l[0]))}, role, l[1], w-1)...)
	}
	return out
}

func (a answer) where() string {
	if a.Address == "" {
		return "–"
	}
	return a.Address
}

func (a answer) said() string {
	if a.Error != nil {
		return string(a.Outcome) + ": " + a.Error.Error()
	}
	return string(a.Outcome)
}

// story is all about one address, label and text.
func (s *Screen) story(a answer) [][2]string {
	out := [][2]string{{"Means", a.Means}}
	if t := a.Ticket; t != nil {
		out = append(out, [2]string{"Shown", fmt.Sprintf("a ticket for %s, kvno %d, %s, from KDC %s", a.SPN, t.KVNO, t.TicketEType, a.KDC)})
	}
	held := checks.Holders(s.owners)
	for _, o := range held {
		text := o.Label() + "  " + o.DN
		if o.KVNO > 0 {
			text += fmt.Sprintf(", kvno %d", o.KVNO)
		}
		out = append(out, [2]string{"Owner", text})
	}
	switch {
	case s.note != "":
		out = append(out, [2]string{"Owner", "not known: " + s.note})
	case s.owners != nil && len(held) == 0:
		out = append(out, [2]string{"Owner", "no account holds " + a.SPN})
	case s.owners != nil && s.owners.CoveredByHost():
		out = append(out, [2]string{"Note", "held through " + s.owners.AliasOf})
	}
	for i, d := range a.Do {
		label := "Do"
		if i > 0 {
			label = "then"
		}
		out = append(out, [2]string{label, d})
	}
	if a.PasswordInClear {
		out = append(out, [2]string{"Warn", "a password would cross the network readable"})
	}
	if len(a.Offered) > 0 {
		out = append(out, [2]string{"Offers", strings.Join(a.Offered, ", ")})
	}
	if a.Status != 0 {
		out = append(out, [2]string{"Last", strings.TrimSpace(fmt.Sprint(a.Status, " ", a.Text))})
	}
	if a.TLS != "" {
		out = append(out, [2]string{"TLS", a.TLS})
	}
	return out
}

// text is every answer as text, for the clipboard.
func (s *Screen) text() string {
	var b strings.Builder
	for _, a := range s.answers {
		fmt.Fprintf(&b, "%s %s at %s   %s\n", theme.Verdict(a.Verdict).Glyph, s.target, a.where(), a.said())
		for _, l := range s.story(a) {
			fmt.Fprintf(&b, "    %-6s %s\n", strings.ToLower(l[0]), l[1])
		}
	}
	return b.String()
}
