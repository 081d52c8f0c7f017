package keytab

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/diag/keytabs"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// detailRows is how many rows the pane below the table has at least.
const detailRows = 8

// View draws the login, the table in view, and all about the row under the cursor.
func (s *Screen) View(w, h int) []widget.Line {
	switch {
	case s.world.Access.Keytab == nil:
		return widget.Wrap(theme.Dim, " "+noKeytabs, w-1, 1)
	case s.asking:
		return []widget.Line{widget.Text(theme.Dim, " Trying the keys of "+s.file+"…")}
	case s.answer == nil && s.problem != nil:
		return screen.ProblemLines(s.problem, w)
	case s.answer == nil:
		return widget.Wrap(theme.Dim, " Each key is tried on a fresh ticket, in this process: one that opens it is the proof. a names a keytab.", w-1, 1)
	}
	out := append(s.above(w), s.sift().View(w)...)
	t := s.table()
	if t.Len() == 0 {
		if len(t.Rows) == 0 {
			out = append(out, widget.Text(theme.Dim, " There is no key in it."))
		}
		return append(out, s.details(w)...)
	}
	below := append([]widget.Line{widget.Rule(widget.Line{}, w)}, s.details(w)...)
	s.rows = max(2, min(t.Len(), h-len(out)-1-max(detailRows, min(len(below), 2*h/3))))
	return append(append(out, t.View(w, s.rows+1)...), below...)
}

// above is what went wrong, how a login with the keytab ended, and why nothing was tried.
func (s *Screen) above(w int) []widget.Line {
	out := append(screen.ProblemLines(s.problem, w), s.loginLines(w)...)
	if s.answer.Unasked != "" {
		out = append(out, screen.Shorten(widget.Hang([]widget.Span{widget.S(theme.Doubt, " ? ")}, theme.Plain, "Nothing was tried: "+s.answer.Unasked, w-1), 3)...)
	}
	return out
}

// Preface is what stands above the table.
func (s *Screen) Preface() []string {
	if s.answer == nil {
		return nil
	}
	return screen.Texts(s.above(screen.Unwrapped))
}

// loginLines say how the login with the keytab ended.
func (s *Screen) loginLines(w int) []widget.Line {
	if s.login == nil {
		return nil
	}
	role := theme.Doubt
	switch {
	case s.login.Accepted:
		role = theme.Good
	case s.login.Error != nil:
		role = theme.Bad
	}
	var out []widget.Line
	for i, l := range s.login.Lines() {
		if i > 0 {
			role = theme.Plain
		}
		out = append(out, widget.Wrap(role, " "+l, w-1, 4)...)
	}
	return out
}

// details is all about the row under the cursor.
func (s *Screen) details(w int) []widget.Line {
	a, ok := s.under()
	if !ok {
		return nil
	}
	var out []widget.Line
	for _, l := range s.story(a) {
		role := theme.Plain
		switch l[0] {
		case "Wrong":
			role = theme.Bad
		case "Do":
			role = theme.Warn
		case "Note":
			role = theme.Dim
		}
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Frame, fmt.Sprintf(" %-7s", l[0]))}, role, l[1], w-1)...)
	}
	return out
}

// story is all about one service, or one entry of it, label and text.
func (s *Screen) story(a keytabs.Answer) [][2]string {
	var out [][2]string
	add := func(label, text string) {
		if text != "" {
			out = append(out, [2]string{label, text})
		}
	}
	if e, ok := s.entry(); ok {
		add("Entry", fmt.Sprintf("%s, kvno %d, %s", screen.MarkedText(e.Principal), e.KVNO, e.EType))
		switch {
		case e.Fits:
			add("Key", "opens the fresh ticket for "+a.Service)
		case e.OpensFor != "":
			add("Key", "opens a ticket for "+e.OpensFor+", and not one for "+a.Service)
		case e.Tried:
			add("Key", "does not open the fresh ticket for "+a.Service)
		default:
			add("Key", "was not tried")
		}
	}
	switch {
	case a.Finding != nil:
		add("Wrong", a.Finding.What)
		add("Do", a.Finding.Do)
	case a.Proved:
		add("Proved", "a key of the keytab decrypts a fresh ticket")
	case a.Verdict.Unknown != "":
		add("Unknown", a.Verdict.Unknown)
	}
	for _, n := range a.Notes {
		add("Note", n)
	}
	if a.Ticket != nil {
		add("Ticket", fmt.Sprintf("%s, kvno %d", a.Ticket.EType, a.Ticket.KVNO))
	}
	switch {
	case a.Account != nil:
		add("Owner", a.Account.DN+" ("+a.Account.Kind()+")")
	case len(a.OwnerNames) > 0:
		add("Owner", strings.Join(a.OwnerNames, ", "))
	case a.NoOwners != "":
		add("Owner", "not known: "+a.NoOwners)
	}
	if a.SaltKnown {
		add("Salt", a.Salt)
	}
	if n := len(a.Recipes); n > 0 {
		add("Make", "c shows "+screen.Count(n, "way")+" to make the right one")
	}
	return out
}

// Table is the table in view as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	if s.answer == nil {
		return nil, nil
	}
	if s.onEntries {
		a, _ := s.under()
		for _, i := range s.table().Order() {
			e := a.Entries[i]
			opens := map[bool]string{true: "yes", false: "no"}[e.Fits]
			if !e.Tried {
				opens = ""
			}
			rows = append(rows, []string{e.Principal, fmt.Sprint(e.KVNO), e.EType.String(), opens, e.OpensFor, a.Service})
		}
		return []string{"principal", "kvno", "etype", "opens", "opens_for", "service"}, rows
	}
	for _, i := range s.table().Order() {
		a := s.answer.Answers[i]
		code, what, do := "", "", ""
		if a.Finding != nil {
			code, what, do = a.Finding.Code, a.Finding.What, a.Finding.Do
		}
		state := map[bool]string{true: "proved", false: "unknown"}[a.Proved]
		if a.Finding != nil {
			state = "wrong"
		}
		rows = append(rows, []string{a.File, a.Service, state, code, what, do, ticket(a), owner(a), a.Verdict.Unknown})
	}
	return []string{"file", "service", "state", "code", "what", "do", "ticket", "owner", "unknown"}, rows
}

// Report is the keytab as text, without keys.
func (s *Screen) Report() string {
	if s.answer == nil {
		return ""
	}
	answers := slices.Clone(s.answer.Answers)
	if n := len(answers); n > 0 {
		answers[n-1].Login = s.login
	}
	return strings.Join(keytabs.Lines(answers, s.answer.Unasked != ""), "\n")
}
