package keytab

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag/keytabs"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	fileID    = "file"
	serviceID = "service"
	loginID   = "login"
)

// Screen is one keytab.
type Screen struct {
	world *screen.World

	file, service string // service is "" for every one in the keytab
	asking        bool
	answer        *screen.KeytabAnswer
	problem       *ad.Problem
	login         *keytabs.Login // how the last login with it ended

	onEntries bool // the entries are in view, not the services
	services  screen.Sift
	entries   screen.Sift
	tables    [2]widget.Table // of services and entries
	rows      int
}

type judged struct {
	answer  screen.KeytabAnswer
	problem *ad.Problem
}

type loggedIn struct {
	login   keytabs.Login
	problem *ad.Problem
}

// New returns the screen. First is a file, and after a space an SPN, to judge at once;
// it may be empty.
func New(world *screen.World, first string) *Screen {
	s := &Screen{world: world}
	s.file, s.service = split(strings.TrimSpace(first))
	s.services.Table, s.entries.Table = &s.tables[0], &s.tables[1]
	return s
}

// split tells the SPN behind a file's name. A name may have spaces.
func split(first string) (file, service string) {
	if i := strings.LastIndexByte(first, ' '); i > 0 {
		last := first[i+1:]
		if _, err := ad.ParseSPN(last); err == nil && !strings.HasPrefix(last, "/") {
			return strings.TrimSpace(first[:i]), last
		}
	}
	return first, ""
}

// Open judges what was given, or asks for it.
func (s *Screen) Open() screen.Action {
	switch {
	case s.world.Access.Keytab == nil:
		return nil
	case s.file == "":
		return s.prompt()
	}
	return s.ask()
}

func (s *Screen) prompt() screen.Action {
	p := &dialog.Prompt{ID: fileID, Head: "Check a keytab", Hint: "/etc/krb5.keytab",
		Text: []string{"Its keys are tried on fresh tickets, in this process. They are never shown and never sent."}}
	p.Suggest(s.file)
	return screen.Dialog{Dialog: p}
}

func (s *Screen) ask() screen.Action {
	s.asking, s.problem, s.answer = true, nil, nil
	judge, file, service := s.world.Access.Keytab, s.file, s.service
	return screen.Task{Slot: "keytab", Name: "trying the keys of " + file, Effect: screen.Ask, Do: func(ctx context.Context, report func(any)) any {
		a, p := judge(ctx, file, service, func(done, total int) { report(screen.Progress{Text: "services", Done: done, Total: total}) })
		return judged{a, p}
	}}
}

// Take takes the judgement, the outcome of a login, or what was typed.
func (s *Screen) Take(msg any) screen.Action {
	switch msg := msg.(type) {
	case judged:
		s.asking, s.problem = false, msg.problem
		if msg.problem == nil {
			s.answer = &msg.answer
			s.onEntries = msg.answer.Unasked != ""
			s.fill()
		}
	case loggedIn:
		s.login = &msg.login
		if msg.problem != nil {
			s.login, s.problem = nil, msg.problem
		}
	case screen.Failed, screen.Outdated:
		s.asking = false
	case screen.NewLogin:
		if s.file != "" && s.world.Access.Keytab != nil {
			return s.ask() // another login may see more, or less
		}
	case dialog.Answer:
		return s.answered(msg)
	}
	return nil
}

func (s *Screen) answered(a dialog.Answer) screen.Action {
	v := strings.TrimSpace(a.Value)
	switch {
	case !a.OK && a.ID == fileID && s.file == "":
		return screen.Up{}
	case !a.OK:
	case a.ID == fileID && v != "":
		s.file, s.service, s.login = v, "", nil
		return s.ask()
	case a.ID == serviceID:
		s.service = v
		return s.ask()
	case a.ID == loginID:
		return s.logIn()
	}
	return nil
}

// fill makes both tables.
func (s *Screen) fill() {
	t := &s.tables[0]
	t.Columns = []widget.Column{{Title: "Service", Flex: 2, Min: 20, Mid: true}, {Title: "Verdict", Flex: 1, Min: 16, Max: 30}, {Title: "Ticket", Min: 6, Max: 24}, {Title: "Owner", Flex: 1, Min: 8, Max: 20}}
	t.Rows = nil
	for _, a := range s.answer.Answers {
		m := verdict(a)
		t.Rows = append(t.Rows, []widget.Span{widget.S(theme.Plain, screen.MarkedText(a.Service)), widget.S(m.Role, m.Glyph+" "+m.Word),
			widget.S(theme.Plain, ticket(a)), widget.S(theme.Plain, owner(a))})
	}
	t.List.Clamp(t.Len())
	s.fillEntries()
}

// fillEntries lists the entries as they were tried for the service under the cursor.
func (s *Screen) fillEntries() {
	t := &s.tables[1]
	t.Columns = []widget.Column{{Title: "", Min: 1}, {Title: "kvno", Right: true}, {Title: "Type", Min: 6}, {Title: "Principal", Flex: 1, Min: 20, Mid: true}, {Title: "Written", Min: 10}}
	t.Rows = nil
	a, ok := s.under()
	if !ok {
		return
	}
	for _, e := range a.Entries {
		role := theme.Plain
		switch {
		case e.Fits:
			role = theme.Good
		case e.Tried:
			role = theme.Dim
		}
		written := ""
		if !e.Written.IsZero() {
			written = e.Written.UTC().Format("2006-01-02")
		}
		t.Rows = append(t.Rows, []widget.Span{widget.S(role, strings.TrimSpace(e.Mark())), widget.S(theme.Plain, fmt.Sprint(e.KVNO)), widget.S(weak(e.EType), e.EType.Short()),
			widget.S(theme.Plain, screen.MarkedText(e.Principal)), widget.S(theme.Dim, written)})
	}
	t.List.Clamp(t.Len())
}

func weak(e ad.EType) theme.Role {
	if e.Weak() {
		return theme.Warn
	}
	return theme.Plain
}

func verdict(a keytabs.Answer) theme.Mark {
	switch {
	case a.Finding != nil:
		return theme.Mark{Glyph: "✗", Word: a.Finding.Code, Role: theme.Bad}
	case a.Proved:
		return theme.Mark{Glyph: "✓", Word: "a key fits", Role: theme.Good}
	}
	return theme.Mark{Glyph: "?", Word: "not known", Role: theme.Doubt}
}

func ticket(a keytabs.Answer) string {
	if a.Ticket == nil {
		return ""
	}
	return fmt.Sprintf("%s, kvno %d", a.Ticket.EType.Short(), a.Ticket.KVNO)
}

func owner(a keytabs.Answer) string {
	if a.Account != nil {
		return a.Account.Label()
	}
	return strings.Join(a.OwnerNames, ", ")
}

// table is the one in view.
func (s *Screen) table() *widget.Table { return s.sift().Table }

// sift filters and sorts the table in view.
func (s *Screen) sift() *screen.Sift {
	if s.onEntries {
		return &s.entries
	}
	return &s.services
}

// under is the answer about the service under the cursor; ok is false without one.
func (s *Screen) under() (a keytabs.Answer, ok bool) {
	if s.answer == nil {
		return keytabs.Answer{}, false
	}
	if i := s.tables[0].At(); i >= 0 && i < len(s.answer.Answers) {
		return s.answer.Answers[i], true
	}
	return keytabs.Answer{}, false
}

// entry is the one under the cursor of the entries.
func (s *Screen) entry() (e keytabs.Entry, ok bool) {
	a, any := s.under()
	if i := s.tables[1].At(); any && s.onEntries && i >= 0 && i < len(a.Entries) {
		return a.Entries[i], true
	}
	return keytabs.Entry{}, false
}
