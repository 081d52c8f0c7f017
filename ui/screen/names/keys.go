package names

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/names"
	"adwalk/ui/screen"
	"adwalk/ui/widget"
)

const (
	doAsk      screen.Intent = "ask"
	doGuide    screen.Intent = "guide"
	doObject   screen.Intent = "object"
	doTicket   screen.Intent = "ticket"
	doCommands screen.Intent = "commands"
	doPage     screen.Intent = "page"
	doAgain    screen.Intent = "again"
	doCopy     screen.Intent = "copy"
)

const noNames = "this console cannot look names up"

// Title is the crumb.
func (s *Screen) Title() string {
	if s.target == "" {
		return "Names"
	}
	return "Names › " + s.target
}

// Aside counts.
func (s *Screen) Aside() widget.Line {
	if s.answer == nil {
		return widget.Line{}
	}
	return widget.Text(0, screen.Count(len(names.All(s.answer.Clients)), "SPN"))
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	none := ""
	if s.answer == nil {
		none = "no service is named yet"
	}
	ask := screen.Binding{Keys: []string{"a"}, Intent: doAsk, Help: "another", Long: "name another service as its clients have it", Effect: screen.Ask}
	again := screen.Binding{Keys: []string{"r"}, Intent: doAgain, Help: "ask again", Effect: screen.Ask}
	if s.target == "" {
		again.Why = "no service is named yet"
	}
	if s.world.Access.Names == nil {
		ask.Why, again.Why = noNames, noNames
	}
	guide := screen.Binding{Keys: []string{"enter"}, Intent: doGuide, Help: "guide", Long: "walk the guide for this service, with its inputs filled in", Why: none}
	object := screen.Binding{Keys: []string{"o"}, Intent: doObject, Help: "object", Long: "open the account that owns the SPN under the cursor", Why: none}
	ticket := screen.Binding{Keys: []string{"t"}, Intent: doTicket, Help: "ticket", Long: "ask the KDC for a ticket for the SPN under the cursor", Effect: screen.Ask, Why: none}
	commands := screen.Binding{Keys: []string{"c"}, Intent: doCommands, Help: "commands", Long: "the commands that look up the SPN under the cursor elsewhere", Why: none}
	page := screen.Binding{Keys: []string{"P"}, Intent: doPage, Help: "page", Long: "the page of what is wrong with the SPN under the cursor", Why: none, Quiet: true}
	if r, ok := s.under(); ok {
		switch {
		case s.ownerOf(r.spn) == "":
			object.Why = "no owner is known for this row"
		}
		if r.spn == "" {
			ticket.Why, commands.Why = "this client asks for no SPN", "this client asks for no SPN"
		}
		if s.code(r.spn) == "" {
			page.Why = "nothing wrong is known of this row"
		}
	}
	y := screen.Binding{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy the whole answer as text", Why: none}
	return append([]screen.Binding{ask, guide, object, ticket, commands, y, page, again}, s.sift().Bindings()...)
}

// ownerOf is the only owner of an SPN, "" where none or several are known.
func (s *Screen) ownerOf(spn string) string {
	if s.answer == nil {
		return ""
	}
	if o := s.answer.Owners[strings.ToLower(spn)]; len(o.Owners) == 1 {
		return o.Owners[0]
	}
	return ""
}

// code is what is wrong with an SPN, "" for nothing that is known.
func (s *Screen) code(spn string) string {
	if s.answer == nil || spn == "" {
		return ""
	}
	o, asked := s.answer.Owners[strings.ToLower(spn)]
	switch {
	case !asked:
		return ""
	case len(o.Owners) > 1:
		return "spn-duplicate"
	case len(o.Owners) == 0 && o.Known:
		return "spn-missing"
	}
	return ""
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	if s.sift().Handle(i) {
		return nil
	}
	switch i {
	case doAsk:
		return s.prompt()
	case doAgain:
		return s.ask(s.target)
	case doGuide:
		return screen.ToWalk{Guide: names.Guides(s.answer.Target)[0], Values: map[string]string{"service": s.target}}
	case doCopy:
		return screen.Copy{What: "the answer", Text: strings.Join(s.answer.Lines(), "\n") + "\n"}
	}
	r, ok := s.under()
	if !ok { // a filter leaves no row
		return nil
	}
	switch i {
	case doObject:
		return screen.ToNamed{Name: "objects", Arg: s.ownerOf(r.spn)}
	case doTicket:
		return screen.ToNamed{Name: "tickets", Arg: r.spn}
	case doPage:
		return screen.ToPage{Code: s.code(r.spn)}
	case doCommands:
		q := ad.ShellQuote(r.spn)
		return screen.ToText{Title: "Names › commands", Text: strings.Join([]string{
			"# Who owns it", "> setspn -Q " + q, "> adwalk setspn -Q " + q, "", "# Which ticket it gets", "> klist get " + q + "     (Windows)", "> kvno " + q, "> adwalk ticket " + q, "",
			"# What every client asks for", "> adwalk names " + ad.ShellQuote(s.target)}, "\n"),
			Copy: "setspn -Q " + q + "\nkvno " + q + "\n"}
	}
	return screen.Note{Status: diag.Manual, Text: noNames}
}

// Move moves the cursor.
func (s *Screen) Move(key string) bool { return s.table.Move(key, s.rows) }

// sift filters and sorts the rows.
func (s *Screen) sift() *screen.Sift {
	s.sifts.Table = &s.table
	return &s.sifts
}

// Typing says whether the filter is being typed.
func (s *Screen) Typing() bool { return s.sifts.Typing() }

// Hints is the footer meanwhile.
func (s *Screen) Hints() []string { return s.sifts.Hints() }

// Type takes a key for the filter.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) { return nil, s.sift().Type(k) }

// Leave removes the filter before esc leaves the screen.
func (s *Screen) Leave() bool { return s.sift().Leave() }

// Place lets a later session ask about the same target.
func (s *Screen) Place() screen.Place { return screen.Place{Name: "names", Arg: s.target} }

// Return needs nothing: the target is the screen's argument.
func (s *Screen) Return(screen.Place) {}
