package names

import (
	"fmt"
	"strings"

	"adwalk/diag/names"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// detailRows is how many rows the pane below the table has at least.
const detailRows = 7

// View draws the sentence, the rows, and all about the one under the cursor.
func (s *Screen) View(w, h int) []widget.Line {
	switch {
	case s.world.Access.Names == nil:
		return widget.Wrap(theme.Dim, " "+noNames, w-1, 1)
	case s.asking:
		return []widget.Line{widget.Text(theme.Dim, " Asking for the names of "+s.target+"…")}
	case s.answer == nil && s.problem != nil:
		return screen.ProblemLines(s.problem, w)
	case s.answer == nil:
		return widget.Wrap(theme.Dim, " Each client builds the SPN in its own way, from what was typed and from DNS. a names a service.", w-1, 1)
	}
	out := append(s.above(w, h), s.sift().View(w)...)
	if s.table.Len() == 0 {
		return out
	}
	below := append([]widget.Line{widget.Rule(widget.Line{}, w)}, s.details(w)...)
	s.rows = max(2, min(s.table.Len(), h-len(out)-1-max(detailRows, min(len(below), h/2))))
	return append(append(out, s.table.View(w, s.rows+1)...), below...)
}

// above is the answer in a sentence, where the name leads, and what is not known.
func (s *Screen) above(w, h int) []widget.Line {
	out := screen.Shorten(widget.Wrap(theme.Title, " "+s.answer.Sentence, w-1, 1), h/6)
	out = append(out, screen.Shorten(widget.Wrap(theme.Dim, " "+s.answer.DNS.Text(), w-1, 1), 2)...)
	lines := names.BrowserLines(s.answer.Browser)
	if h != screen.Unwrapped {
		lines = lines[:min(len(lines), 1)] // the other instances are told in what is copied
	}
	for _, l := range lines {
		out = append(out, screen.Shorten(widget.Wrap(theme.Dim, " "+l, w-1, 1), 2)...)
	}
	for _, n := range s.answer.Notes {
		out = append(out, screen.Shorten(widget.Hang([]widget.Span{widget.S(theme.Doubt, " ? ")}, theme.Plain, n, w-1), 2)...)
	}
	return out
}

// Preface is what stands above the table.
func (s *Screen) Preface() []string {
	if s.answer == nil {
		return nil
	}
	return screen.Texts(s.above(screen.Unwrapped, screen.Unwrapped))
}

// details is all about the row under the cursor.
func (s *Screen) details(w int) []widget.Line {
	r, ok := s.under()
	if !ok {
		return nil
	}
	var out []widget.Line
	for _, l := range s.story(r) {
		role := theme.Plain
		if l[0] == "Rule" || l[0] == "Source" {
			role = theme.Dim
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Frame, fmt.Sprintf(" %-7s", l[0]))}, role, l[1], w-1)...)
	}
	return out
}

// story is all about one row, label and text.
func (s *Screen) story(r row) [][2]string {
	var out [][2]string
	add := func(label, text string) {
		if text != "" {
			out = append(out, [2]string{label, text})
		}
	}
	add("Client", r.client.Client)
	if r.spn != "" {
		add("SPN", screen.MarkedText(r.spn)+"  "+r.why)
	}
	key := strings.ToLower(r.spn)
	if o, asked := s.answer.Owners[key]; asked {
		add("Owner", strings.TrimPrefix(o.Text, "owner "))
	} else if r.spn != "" {
		add("Owner", "not looked up")
	}
	add("Ticket", strings.TrimPrefix(s.answer.Tickets[key], "ticket "))
	add("Rule", r.client.Rule)
	source := r.client.Source
	if r.client.Unverified {
		source += "; not tried against the client"
	}
	add("Source", source)
	if r.client.Setting {
		add("Note", "only where a policy or setting says so")
	}
	return out
}

// Table is the answer as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	for _, i := range s.table.Order() {
		r := s.list[i]
		key := strings.ToLower(r.spn)
		o := s.answer.Owners[key]
		tried := "yes"
		if r.client.Unverified {
			tried = "no"
		}
		rows = append(rows, []string{r.client.Client, r.place(), r.spn, r.why, strings.Join(o.Owners, "; "), s.owner(r.spn).Word, s.answer.Tickets[key], r.client.Rule, r.client.Source, tried})
	}
	return []string{"client", "order", "spn", "why", "owner", "state", "ticket", "rule", "source", "tried"}, rows
}
