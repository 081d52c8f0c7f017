package tickets

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// fill makes the table of the current cache: klist's columns, and what klist
// does not say.
func (s *Screen) fill() {
	s.table.Columns = []widget.Column{{Title: "#", Right: true, Min: 2}, {Title: "Service principal", Flex: 1, Min: 20, Mid: true}, {Title: "Ticket", Min: 6},
		{Title: "Session", Min: 7}, {Title: "kvno", Right: true}, {Title: "Left", Min: 15}, {Title: "Flags", Min: 5}}
	s.table.Rows, s.filled = nil, s.world.Now()
	for i, t := range s.tickets() {
		text, part, role := widget.Left(s.world.Now(), startOf(t), t.End)
		s.table.Rows = append(s.table.Rows, []widget.Span{
			widget.S(theme.Dim, fmt.Sprint(i)), widget.S(theme.Plain, plainName(t)),
			widget.S(weak(t.TicketEType), t.TicketEType.Short()), widget.S(weak(t.SessionEType), t.SessionEType.Short()),
			widget.S(theme.Plain, fmt.Sprint(t.KVNO)), widget.S(role, strings.TrimSpace(widget.Bar(part, 8)+" "+text)), widget.S(theme.Dim, t.Flags.Letters())})
	}
	list := s.tickets()
	s.table.SortKey = func(row, column int) string {
		if column == 5 && row < len(list) {
			return list[row].End.UTC().Format(time.RFC3339)
		}
		return ""
	}
	s.table.List.Clamp(s.table.Len())
}

// late says whether the time that is left is to be reckoned anew: each second, of a very
// long list each minute, so that a key held down in it is drawn at once.
func (s *Screen) late() bool {
	every := time.Second
	if len(s.table.Rows) > 1000 {
		every = time.Minute
	}
	since := s.world.Now().Sub(s.filled)
	return since < 0 || since >= every
}

// tickets leaves out configuration entries and removed ones.
func (s *Screen) tickets() []ad.CachedTicket {
	if s.current >= len(s.caches) {
		return nil
	}
	var out []ad.CachedTicket
	for _, t := range s.caches[s.current].Tickets {
		if t.Config == "" && !t.Removed {
			out = append(out, t)
		}
	}
	return out
}

// noTickets says whether a cache holds nothing but settings.
func (s *Screen) noTickets(c ad.CredCache) bool {
	for _, t := range c.Tickets {
		if t.Config == "" && !t.Removed {
			return false
		}
	}
	return true
}

func (s *Screen) underCursor() string {
	list := s.tickets()
	if i := s.table.At(); i >= 0 && i < len(list) {
		name, _, _ := strings.Cut(list[i].Server, "@")
		return name
	}
	return ""
}

// weak warns of RC4 and DES in words, too: the name is the word.
func weak(e ad.EType) theme.Role {
	if e.Weak() {
		return theme.Warn
	}
	return theme.Plain
}

// View draws the KDC's answer above the list.
func (s *Screen) View(w, h int) []widget.Line {
	if s.late() {
		s.fill() // the time that is left is of now
	}
	out := s.result(w)
	var problems []widget.Line
	if s.problem != nil {
		problems = append(problems, widget.Hang([]widget.Span{widget.S(theme.Bad, " ✗ ")}, theme.Plain, s.problem.Error(), w-1)...)
	}
	out = append(out, problems...)
	if s.current < len(s.caches) {
		c := s.caches[s.current]
		mark := widget.S(theme.Dim, " · not in use")
		switch {
		case c.Primary && (c.Problem != nil || s.noTickets(c)):
			mark = widget.S(theme.Doubt, " ? the default cache, without a ticket that can be used")
		case c.Primary:
			mark = widget.S(theme.Good, " ✓ in use")
		}
		if c.Why != "" && c.Why != "not used" {
			out = append(out, widget.Hang([]widget.Span{mark, widget.S(theme.Dim, ": ")}, theme.Dim, c.Why, w-1)...)
		} else {
			out = append(out, widget.Of(mark))
		}
		if c.Problem != nil && (s.problem == nil || s.problem.Error() != c.Problem.Error()) {
			out = append(out, widget.Hang([]widget.Span{widget.S(theme.Bad, " ✗ ")}, theme.Plain, c.Problem.Error(), w-1)...)
		}
	}
	switch {
	case !s.loaded:
		out = append(out, widget.Text(theme.Dim, " Reading the credential caches…"))
	case len(s.table.Rows) == 0:
		out = append(out, widget.Text(theme.Dim, " There is no ticket in a cache here; a asks the KDC for one."))
	default:
		out = append(out, s.sift().View(w)...)
		s.rows = max(1, h-len(out)-1)
		out = append(out, s.table.View(w, h-len(out))...)
	}
	return out
}

// Preface is which cache is listed, and what the KDC answered last.
func (s *Screen) Preface() []string {
	var out []string
	if s.current < len(s.caches) {
		c := s.caches[s.current]
		out = append(out, "cache "+c.Name+" of "+c.Principal)
		if c.Problem != nil {
			out = append(out, c.Problem.Error())
		}
	}
	return append(out, screen.Texts(s.result(screen.Unwrapped))...)
}

// Table is the tickets of the cache as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	list := s.tickets()
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	for _, i := range s.table.Order() {
		if i >= len(list) {
			continue
		}
		t := list[i]
		rows = append(rows, []string{t.Client, t.Server, t.TicketEType.String(), t.SessionEType.String(), fmt.Sprint(t.KVNO), at(startOf(t)), at(t.End), at(t.RenewUntil), t.Flags.Letters()})
	}
	return []string{"client", "server", "ticket_etype", "session_etype", "kvno", "start", "end", "renew_until", "flags"}, rows
}
