package recording

import (
	"path"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	doSwitch   screen.Intent = "switch"
	doAsk      screen.Intent = "ask"
	doPaste    screen.Intent = "paste"
	doGuide    screen.Intent = "guide"
	doEvent    screen.Intent = "event"
	doOnly     screen.Intent = "only"
	doObject   screen.Intent = "object"
	doTicket   screen.Intent = "ticket"
	doCommands screen.Intent = "commands"
	doPage     screen.Intent = "page"
	doAgain    screen.Intent = "again"
	doCopy     screen.Intent = "copy"
)

const noReader = "this console cannot read recordings"

// Title is the crumb.
func (s *Screen) Title() string {
	name := "a paste"
	switch {
	case s.file != "":
		name = path.Base(strings.ReplaceAll(s.file, `\`, "/"))
	case s.pasted == "":
		return "Recording"
	}
	title := "Recording › " + name
	if s.answer == nil {
		return title
	}
	if s.onEvents {
		return title + " › timeline"
	}
	return title + " › findings"
}

// Aside counts.
func (s *Screen) Aside() widget.Line {
	if s.answer == nil {
		return widget.Line{}
	}
	return widget.Text(theme.Frame, screen.Count(len(s.answer.Findings), "finding")+", "+screen.Count(len(s.answer.Events)+s.answer.More, "event"))
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	none := ""
	switch {
	case s.world.Access.Recording == nil:
		none = noReader
	case s.answer == nil:
		none = "nothing was read yet"
	}
	off := func(b screen.Binding, why string) screen.Binding {
		if b.Why = none; none == "" {
			b.Why = why
		}
		return b
	}
	f, found := s.finding()
	_, asked := s.ownersIfRead()
	noFinding, noGuide, noSPN, noOwner := "", "", "", ""
	if !found {
		noFinding = "no finding belongs to this row"
		noGuide = noFinding
	} else if f.Guide == "" {
		noGuide = "no guide looks into this one"
	}
	if none == "" && s.spn() == "" {
		noSPN = "this row names no SPN"
	}
	if !asked {
		noOwner = "no owner is known for this row"
	}
	sw := screen.Binding{Keys: []string{"tab"}, Intent: doSwitch, Help: "timeline", Long: "show the timeline, or the findings"}
	if s.onEvents {
		sw.Help = "findings"
	}
	only := screen.Binding{Keys: []string{"w"}, Intent: doOnly, Help: "problems only", Long: "list only events that are problems, or all again", Quiet: !s.onEvents}
	if s.problems {
		only.Help = "all events"
	}
	open := screen.Binding{Keys: []string{"a"}, Intent: doAsk, Help: "another", Long: "read another file", Effect: screen.Ask}
	paste := screen.Binding{Keys: []string{"p"}, Intent: doPaste, Help: "paste", Long: "paste the text of a recording"}
	again := screen.Binding{Keys: []string{"r"}, Intent: doAgain, Help: "read again", Effect: screen.Ask, Quiet: true}
	if s.world.Access.Recording == nil {
		open.Why, paste.Why, again.Why = noReader, noReader, noReader
	} else if s.file == "" && s.pasted == "" {
		again.Why = "nothing was read yet"
	}
	table := []screen.Binding{
		off(sw, ""),
		off(screen.Binding{Keys: []string{"enter"}, Intent: doGuide, Help: "guide", Long: "walk the guide for this finding, with its inputs filled in"}, noGuide),
		off(screen.Binding{Keys: []string{"e"}, Intent: doEvent, Help: "event", Long: "show the first event of this finding in the timeline", Quiet: s.onEvents}, noFinding),
		off(only, ""),
		off(screen.Binding{Keys: []string{"o"}, Intent: doObject, Help: "object", Long: "open the account that owns the SPN of this row"}, noOwner),
		off(screen.Binding{Keys: []string{"t"}, Intent: doTicket, Help: "ticket", Long: "ask the KDC for a ticket for the SPN of this row", Effect: screen.Ask}, noSPN),
		off(screen.Binding{Keys: []string{"c"}, Intent: doCommands, Help: "commands", Long: "the commands that look further into this finding"}, noFinding),
		off(screen.Binding{Keys: []string{"P"}, Intent: doPage, Help: "page", Long: "the page of this finding", Quiet: true}, noFinding),
		off(screen.Binding{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy all of it as text"}, ""),
		open, paste, again,
	}
	return append(table, s.sift().Bindings()...)
}

// ownersIfRead is the only owner of the row's SPN; ok is false where none is known.
func (s *Screen) ownersIfRead() (dn string, ok bool) {
	if s.answer == nil {
		return "", false
	}
	if o, asked := s.ownersOf(s.spn()); asked && len(o.Owners) == 1 {
		return o.Owners[0], true
	}
	return "", false
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	if s.sift().Handle(i) {
		return nil
	}
	switch i {
	case doAsk:
		return s.prompt()
	case doPaste:
		return screen.Dialog{Dialog: &dialog.Paste{ID: pasteID, Head: "Paste a recording", Text: []string{"A KRB5_TRACE, Windows events as XML or CSV, lines of a log."}}}
	case doAgain:
		return s.read()
	case doSwitch:
		s.onEvents = !s.onEvents
		return nil
	case doOnly:
		s.onEvents, s.problems = true, !s.problems
		s.fill()
		s.events.Table.Keep(s.events.Text())
		return nil
	case doCopy:
		return screen.Copy{What: "the recording", Text: s.Report() + "\n"}
	case doObject:
		dn, _ := s.ownersIfRead()
		return screen.ToNamed{Name: "objects", Arg: dn}
	case doTicket:
		return screen.ToNamed{Name: "tickets", Arg: s.spn()}
	}
	f, ok := s.finding()
	if !ok { // a filter leaves no row
		return nil
	}
	switch i {
	case doGuide:
		return screen.ToWalk{Guide: f.Guide, Values: f.Inputs}
	case doPage:
		return screen.ToPage{Code: f.Code}
	case doEvent:
		return s.goTo(f.First)
	}
	var lines, copies []string
	add := func(what, command string) {
		lines = append(lines, "# "+what, "$ "+command, "")
		copies = append(copies, command)
	}
	if f.Guide != "" {
		add("Walk the guide for it", f.Walk())
	}
	if spn := s.spn(); spn != "" {
		add("Who owns the SPN", "adwalk setspn -Q "+ad.ShellQuote(spn))
		add("Which ticket it gets", "adwalk ticket "+ad.ShellQuote(spn))
	}
	if s.file != "" {
		add("Read the recording again", "adwalk read "+ad.ShellQuote(s.file))
	}
	return screen.ToText{Title: "Recording › commands", Text: strings.Join(lines, "\n"), Copy: strings.Join(copies, "\n")}
}

// goTo shows an event of the timeline by its place in the recording.
func (s *Screen) goTo(where string) screen.Action {
	s.events.Leave()
	if s.problems {
		s.problems = false
		s.fill()
	}
	s.onEvents = true
	at := slices.IndexFunc(s.table().Order(), func(row int) bool { return s.answer.Events[s.shown[row]].Where == where })
	if at < 0 {
		return screen.Note{Status: diag.Manual, Text: "its event is not among those that were kept: the recording has more than are listed"}
	}
	s.table().Go(at)
	return nil
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

// Place lets a later session read the same file. What was pasted is not kept.
func (s *Screen) Place() screen.Place { return screen.Place{Name: "read", Arg: s.file} }

// Return needs nothing: the file is the screen's argument.
func (s *Screen) Return(screen.Place) {}
