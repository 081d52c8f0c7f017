package recording

import (
	"fmt"
	"strings"

	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// detailRows is how many rows the pane below the table has at least.
const detailRows = 7

// View draws what was read, the table in view, and all about the row under the cursor.
func (s *Screen) View(w, h int) []widget.Line {
	switch {
	case s.world.Access.Recording == nil:
		return widget.Wrap(theme.Dim, " "+noReader, w-1, 1)
	case s.reading:
		return []widget.Line{widget.Text(theme.Dim, " Reading "+s.name()+"…")}
	case s.answer == nil && s.problem != nil:
		return screen.ProblemLines(s.problem, w)
	case s.answer == nil:
		return widget.Wrap(theme.Dim, " What somebody recorded becomes findings and a timeline. a reads a file, p takes a paste.", w-1, 1)
	}
	head, source := s.head(), widget.Text(theme.Dim, s.source()+" ")
	out := []widget.Line{widget.Ends(head, source, w)}
	if head.Width()+1+source.Width() > w { // the verdict is not cut for where it comes from
		out = []widget.Line{head, widget.Text(theme.Dim, "   "+s.source()).Fit(w)}
	}
	for _, n := range s.answer.Notes {
		if len(out) > h/5 {
			out = append(out, widget.Text(theme.Dim, "   … y copies all notes"))
			break
		}
		out = append(out, screen.Shorten(widget.Hang([]widget.Span{widget.S(theme.Doubt, " ? ")}, theme.Plain, n, w-1), 2)...)
	}
	out = append(out, s.sift().View(w)...)
	t := s.table()
	if t.Len() == 0 {
		if len(t.Rows) == 0 && s.onEvents {
			out = append(out, widget.Text(theme.Dim, " No event is listed; w lists all."))
		}
		return out
	}
	below := append([]widget.Line{widget.Rule(widget.Line{}, w)}, s.details(w)...)
	s.rows = max(2, min(t.Len(), h-len(out)-1-max(detailRows, min(len(below), h/2))))
	return append(append(out, t.View(w, s.rows+1)...), below...)
}

// Preface is what stands above the table.
func (s *Screen) Preface() []string {
	if s.answer == nil {
		return nil
	}
	return append(append(screen.Texts([]widget.Line{s.head()}), s.source()), s.answer.Notes...)
}

// head is the verdict on the recording.
func (s *Screen) head() widget.Line {
	switch {
	case len(s.answer.Findings) > 0:
		return widget.Text(theme.Bad, " ✗ "+screen.Count(len(s.answer.Findings), "finding"))
	case s.answer.Judged():
		return widget.Text(theme.Good, " ✓ nothing wrong was recorded")
	}
	return widget.Text(theme.Doubt, " ? nothing was recorded that could be judged")
}

func (s *Screen) source() string {
	if c := s.answer.Capture; c != nil {
		return fmt.Sprintf("%s, %d packets, %d messages of logins", s.answer.Source, c.Packets, c.Messages)
	}
	return s.answer.Source
}

// details is all about the row under the cursor.
func (s *Screen) details(w int) []widget.Line {
	var out []widget.Line
	for _, l := range s.story() {
		role := theme.Plain
		if l[0] == "Check" {
			role = theme.Warn
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Frame, fmt.Sprintf(" %-7s", l[0]))}, role, l[1], w-1)...)
	}
	return out
}

// story is all about one row, label and text.
func (s *Screen) story() [][2]string {
	var out [][2]string
	add := func(label, text string) {
		if text != "" {
			out = append(out, [2]string{label, text})
		}
	}
	if e, ok := s.event(); ok {
		if !e.At.IsZero() {
			add("At", e.At.UTC().Format("2006-01-02 15:04:05.000000Z")+", "+e.Where)
		} else {
			add("At", e.Where)
		}
		add("Who", who(e))
		add("What", e.Text)
		add("Code", e.Code)
		add("Client", e.Client)
		add("SPN", e.SPN)
	}
	f, found := s.finding()
	if found {
		if s.onEvents {
			add("Found", f.Heading())
		}
		add("Means", f.What)
	}
	if o, asked := s.ownersOf(s.spn()); asked {
		add("Owner", strings.TrimPrefix(o.Text, "owner "))
	} else if s.spn() != "" {
		add("Owner", "not looked up")
	}
	if !found {
		return out
	}
	for i, c := range f.Next {
		if i < 3 {
			add([]string{"Check", "then", "then"}[i], c)
		}
	}
	for i, c := range f.Causes {
		if i < 3 {
			add([]string{"Cause", "or", "or"}[i], c)
		}
	}
	if f.Guide != "" {
		text := f.Guide
		for k, v := range f.Inputs {
			text += ", " + k + " " + v
		}
		add("Guide", text)
	}
	return out
}

// Table is the table in view as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	if s.answer == nil {
		return nil, nil
	}
	if !s.onEvents {
		for _, i := range s.table().Order() {
			f := s.answer.Findings[i]
			o, _ := s.ownersOf(f.Subject)
			rows = append(rows, []string{f.Code, f.Title, f.Subject, f.What, fmt.Sprint(f.Count), f.First, strings.Join(o.Owners, "; "), f.Guide})
		}
		return []string{"code", "title", "subject", "what", "count", "first", "owner", "guide"}, rows
	}
	for _, i := range s.table().Order() {
		e := s.answer.Events[s.shown[i]]
		at, problem := "", ""
		if !e.At.IsZero() {
			at = e.At.UTC().Format("2006-01-02T15:04:05.000000Z")
		}
		if e.Problem {
			problem = "yes"
		}
		rows = append(rows, []string{at, e.Where, e.From, e.To, e.Text, problem, e.SPN, e.Client, e.Code})
	}
	return []string{"time", "where", "from", "to", "what", "problem", "spn", "client", "code"}, rows
}

// Report is the recording as text: findings, then the whole timeline.
func (s *Screen) Report() string {
	if s.answer == nil {
		return ""
	}
	return strings.Join(s.answer.Lines(true), "\n")
}
