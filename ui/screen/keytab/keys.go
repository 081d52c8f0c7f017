package keytab

import (
	"path"
	"strings"

	"adwalk/ad"
	"adwalk/diag/keytabs"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	doAsk      screen.Intent = "ask"
	doService  screen.Intent = "service"
	doSwitch   screen.Intent = "switch"
	doGuide    screen.Intent = "guide"
	doLogin    screen.Intent = "login"
	doObject   screen.Intent = "object"
	doTicket   screen.Intent = "ticket"
	doCommands screen.Intent = "commands"
	doPage     screen.Intent = "page"
	doAgain    screen.Intent = "again"
	doCopy     screen.Intent = "copy"
)

const (
	noKeytabs = "this console cannot read keytabs"
	noLogin   = "no KDC may be asked: this console was started with --no-probes"
)

// Title is the crumb.
func (s *Screen) Title() string {
	if s.file == "" {
		return "Keytab"
	}
	title := "Keytab › " + path.Base(strings.ReplaceAll(s.file, `\`, "/"))
	if a, ok := s.under(); ok && s.onEntries && a.Service != "" {
		title += " › " + a.Service
	}
	return title
}

// Aside says whose file it is.
func (s *Screen) Aside() widget.Line {
	a, ok := s.under()
	if !ok {
		return widget.Line{}
	}
	return widget.Text(theme.Frame, strings.TrimSpace(a.Mode+" "+a.Facts.Owner)+", "+screen.Count(len(a.Entries), "key"))
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	none := ""
	switch {
	case s.world.Access.Keytab == nil:
		none = noKeytabs
	case s.answer == nil:
		none = "no keytab was read yet"
	}
	off := func(b screen.Binding, why string) screen.Binding {
		if b.Why = none; none == "" {
			b.Why = why
		}
		return b
	}
	a, ok := s.under()
	noRow, noFinding, noOwner, noService, noRecipe, noKDC := "", "", "", "", "", ""
	if !ok {
		noRow = "there is no row to act on"
	}
	if a.Finding == nil {
		noFinding = "nothing wrong is known of this service"
	}
	if a.Account == nil {
		noOwner = "no owner is known for this service"
	}
	if a.Service == "" {
		noService = "this keytab names no service"
	}
	if len(a.Recipes) == 0 {
		noRecipe = "no new keytab is needed as far as is known"
	}
	switch {
	case s.world.Access.KeytabLogin == nil:
		noKDC = noLogin
	case s.attempt().KeysOf == "":
		noKDC = "there is no key to log in with"
	}
	ask := screen.Binding{Keys: []string{"a"}, Intent: doAsk, Help: "another", Long: "check another keytab", Effect: screen.Ask}
	again := screen.Binding{Keys: []string{"r"}, Intent: doAgain, Help: "ask again", Effect: screen.Ask}
	service := screen.Binding{Keys: []string{"s"}, Intent: doService, Help: "for an SPN", Long: "judge it for an SPN that clients ask for", Effect: screen.Ask, Quiet: true}
	if s.world.Access.Keytab == nil {
		ask.Why, again.Why, service.Why = noKeytabs, noKeytabs, noKeytabs
	} else if s.file == "" {
		again.Why, service.Why = "no keytab was read yet", "no keytab was read yet"
	}
	sw := screen.Binding{Keys: []string{"tab"}, Intent: doSwitch, Help: "entries", Long: "show the entries, or the services"}
	if s.onEntries {
		sw.Help = "services"
	}
	table := []screen.Binding{
		off(sw, ""),
		off(screen.Binding{Keys: []string{"enter"}, Intent: doGuide, Help: "guide", Long: "walk the guide for this service, with its inputs filled in"}, noRow),
		off(screen.Binding{Keys: []string{"c"}, Intent: doCommands, Help: "commands", Long: "the commands that make the right keytab for this account"}, noRecipe),
		off(screen.Binding{Keys: []string{"L"}, Intent: doLogin, Help: "log in", Long: "log in with the keytab, once, to see whether the KDC takes its key; it asks first", Effect: screen.Ask}, noKDC),
		off(screen.Binding{Keys: []string{"o"}, Intent: doObject, Help: "object", Long: "open the account that owns the SPN"}, noOwner),
		off(screen.Binding{Keys: []string{"t"}, Intent: doTicket, Help: "ticket", Long: "ask the KDC for a ticket for the SPN", Effect: screen.Ask}, noService),
		off(screen.Binding{Keys: []string{"P"}, Intent: doPage, Help: "page", Long: "the page of what is wrong", Quiet: true}, noFinding),
		off(screen.Binding{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy all of it as text, without keys"}, ""),
		ask, service, again,
	}
	return append(table, s.sift().Bindings()...)
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	if s.sift().Handle(i) {
		return nil
	}
	switch i {
	case doAsk:
		return s.prompt()
	case doService:
		return screen.Dialog{Dialog: &dialog.Prompt{ID: serviceID, Head: "Which SPN clients ask for", Hint: "empty: every service in the keytab", Check: func(v string) error {
			if strings.TrimSpace(v) == "" {
				return nil
			}
			_, err := ad.ParseServiceTarget(strings.TrimSpace(v))
			return err
		}}}
	case doAgain:
		return s.ask()
	case doSwitch:
		if s.onEntries = !s.onEntries; s.onEntries {
			s.fillEntries()
		}
		return nil
	case doLogin:
		return s.consent()
	case doCopy:
		return screen.Copy{What: "the keytab", Text: s.Report() + "\n"}
	}
	a, ok := s.under()
	if !ok { // a filter leaves no row
		return nil
	}
	switch i {
	case doGuide:
		guide, inputs := keytabs.GuideFor(s.file, a.Service)
		return screen.ToWalk{Guide: guide, Values: inputs}
	case doObject:
		return screen.ToNamed{Name: "objects", Arg: a.Account.DN}
	case doTicket:
		return screen.ToNamed{Name: "tickets", Arg: a.Service}
	case doPage:
		return screen.ToPage{Code: a.Finding.Code}
	}
	var lines, copies []string
	for _, r := range a.Recipes {
		lines = append(lines, "# "+r.Tool, "$ "+r.Command, r.Note, "")
		copies = append(copies, r.Command)
	}
	return screen.ToText{Title: "Keytab › make the right one", Text: strings.Join(lines, "\n"), Copy: strings.Join(copies, "\n")}
}

// Move moves the cursor.
func (s *Screen) Move(key string) bool { return s.table().Move(key, s.rows) }

// Typing says whether the filter is being typed.
func (s *Screen) Typing() bool { return s.sift().Typing() }

// Hints is the footer meanwhile.
func (s *Screen) Hints() []string { return s.sift().Hints() }

// Type takes a key for the filter.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) { return nil, s.sift().Type(k) }

// Leave removes the filter before esc leaves the screen.
func (s *Screen) Leave() bool { return s.sift().Leave() }

// Place lets a later session check the same file.
func (s *Screen) Place() screen.Place {
	return screen.Place{Name: "keytab", Arg: strings.TrimSpace(s.file + " " + s.service)}
}

// Return needs nothing: the file is the screen's argument.
func (s *Screen) Return(screen.Place) {}
