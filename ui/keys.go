package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"adwalk/diag"
	"adwalk/ui/screen"
	"adwalk/ui/screen/page"
	"adwalk/ui/screen/start"
	"adwalk/ui/widget"
)

// keyOf translates the terminal library's key.
func keyOf(msg tea.KeyMsg) widget.Key {
	k := tea.Key(msg)
	switch {
	case k.Paste:
		return widget.Key{Text: string(k.Runes), Paste: true}
	case k.Type == tea.KeyRunes && !k.Alt && len(k.Runes) > 1:
		return widget.Key{Text: string(k.Runes)} // typed faster than we read
	case k.Type == tea.KeyRunes && !k.Alt:
		return widget.Key{Name: k.String(), Text: string(k.Runes)}
	case k.Type == tea.KeySpace:
		return widget.Key{Name: "space", Text: " "}
	}
	return widget.Key{Name: k.String()}
}

// The intents of the root.
const (
	doUp      screen.Intent = "up"
	doHelp    screen.Intent = "help"
	doCommand screen.Intent = "command"
	doQuit    screen.Intent = "quit"
	doStop    screen.Intent = "stop"
	doRedraw  screen.Intent = "redraw"
	doAbort   screen.Intent = "abort"
	doSuspend screen.Intent = "suspend"
	doSave    screen.Intent = "save"
)

// global is the key table that holds everywhere.
func (m *Model) global() []screen.Binding {
	quit := screen.Binding{Keys: []string{"q"}, Intent: doQuit, Help: "quit", Long: "quit, from the start screen only"}
	up := screen.Binding{Keys: []string{"esc"}, Intent: doUp, Help: "up", Long: "go up one level"}
	if len(m.stack) > 1 {
		quit.Quiet, quit.Why = true, "q quits from the start screen only; esc goes up one level, ctrl+c quits from anywhere"
	} else {
		up.Quiet = true
	}
	stop := screen.Binding{Keys: []string{"ctrl+x"}, Intent: doStop, Help: "stop", Long: "stop what is running on this screen", Quiet: m.busy() == nil}
	if stop.Quiet {
		stop.Why = "nothing is running"
	}
	return []screen.Binding{
		stop, up,
		{Keys: []string{":"}, Intent: doCommand, Help: "command", Long: "type a command, such as :tickets or :q", Quiet: len(m.stack) > 1},
		{Keys: []string{"?"}, Intent: doHelp, Help: "help"},
		quit,
		{Keys: []string{"ctrl+s"}, Intent: doSave, Help: "save", Long: "save this screen to a file; of a walk a report, as .html, .md, .json or .csv", Quiet: true},
		{Keys: []string{"ctrl+l"}, Intent: doRedraw, Help: "redraw", Long: "redraw the screen", Quiet: true},
		{Keys: []string{"ctrl+z"}, Intent: doSuspend, Help: "suspend", Long: "suspend adwalk and return to the shell; fg comes back", Quiet: true},
		{Keys: []string{"ctrl+c"}, Intent: doAbort, Help: "leave", Long: "stop everything and leave, from anywhere", Quiet: true},
	}
}

// suspend returns to the shell that started the console, where there is one to
// return to.
func (m *Model) suspend() tea.Cmd {
	if m.noSuspend {
		return nil
	}
	return tea.Suspend
}

// key finds out what a key means: dialog, text field, screen, everywhere.
func (m *Model) key(k widget.Key) tea.Cmd {
	switch k.Name {
	case "ctrl+c":
		return m.leave()
	case "ctrl+z":
		return m.suspend() // also from a dialog or a text field
	}
	if m.tiny() {
		if k.Name == "q" {
			return m.leave()
		}
		return nil
	}
	if m.gating() && k.Name != "esc" && k.Name != "ctrl+x" && k.Name != "ctrl+l" {
		return nil
	}
	m.top().note = screen.Note{}
	switch {
	case m.command != nil:
		return m.paletteKey(k)
	case m.top().dialog() != nil:
		return m.dialogKey(k)
	case m.help != nil && k.Name != ":" && k.Name != "ctrl+l":
		m.helpKey(k)
		return nil
	}
	if k.Name == "" && !k.Paste && !m.typing() {
		// Several keys read at once: each means what it means by itself.
		var cmds []tea.Cmd
		for _, r := range k.Text {
			cmds = append(cmds, m.key(widget.Key{Name: string(r), Text: string(r)}))
		}
		return tea.Batch(cmds...)
	}
	return m.screenKey(k)
}

// gating says whether the screen in front reads what a confirmation will ask for.
func (m *Model) gating() bool {
	top := m.top()
	return m.command == nil && m.help == nil && top.dialog() == nil && m.tasks.live[slot{ofScreen, top.id, screen.GateSlot}] != nil
}

func (m *Model) typing() bool {
	t, ok := m.top().screen.(screen.Typist)
	return ok && t.Typing()
}

func (m *Model) screenKey(k widget.Key) tea.Cmd {
	s := m.top().screen
	if m.typing() {
		if a, used := s.(screen.Typist).Type(k); used {
			return m.act(a)
		}
	}
	if k.Paste {
		if p, ok := s.(screen.Paster); ok {
			return m.act(p.Paste(k.Text))
		}
		m.say(diag.Manual, "nothing here takes a paste; the start screen does")
		return nil
	}
	if b, ok := match(s.Bindings(), k); ok {
		if why := m.refuse(b); why != "" {
			m.say(diag.Manual, why)
			return nil
		}
		return m.act(s.Handle(b.Intent))
	}
	if b, ok := match(m.global(), k); ok {
		if b.Why != "" {
			m.say(diag.Manual, b.Why)
			return nil
		}
		return m.root(b.Intent)
	}
	if s.Move(k.Name) {
		if f, ok := s.(screen.Mover); ok {
			return m.act(f.Moved())
		}
		return nil
	}
	if below, b, ok := m.underPage(k); ok {
		if why := m.refuse(b); why != "" {
			m.say(diag.Manual, why)
			return nil
		}
		m.up()
		return m.act(below.Handle(b.Intent))
	}
	if name, ok := start.Opens(k.Name); ok { // the start screen's keys work everywhere
		if len(m.stack) > 1 && m.top().name == name {
			return nil
		}
		return m.act(screen.ToNamed{Name: name})
	}
	return nil
}

// underPage finds a key in the table of the screen that the page in front belongs to:
// a page is read while working there, and n goes to the next problem from it, too. Enter
// opened the page and does nothing more.
func (m *Model) underPage(k widget.Key) (screen.Screen, screen.Binding, bool) {
	table := m.belowPage()
	b, ok := match(table, k)
	if !ok || k.Name == "enter" {
		return nil, screen.Binding{}, false
	}
	return m.stack[len(m.stack)-2].screen, b, true
}

// belowPage is the key table of the screen that the page in front belongs to, nil where
// no page is in front.
func (m *Model) belowPage() []screen.Binding {
	if _, ok := m.top().screen.(*page.Screen); !ok || len(m.stack) < 2 {
		return nil
	}
	return m.stack[len(m.stack)-2].screen.Bindings()
}

// refuse is the one place where an action is refused: because it would write
// and the console is read-only, or because the screen says that it is not
// available now.
func (m *Model) refuse(b screen.Binding) string {
	if why := m.forbidden(b.Effect); why != "" {
		return why
	}
	return b.Why
}

func (m *Model) forbidden(e screen.Effect) string {
	if e == screen.Write && m.world.Access.Editor == nil {
		return "nothing can be written: " + m.world.ReadOnly
	}
	return ""
}

func match(table []screen.Binding, k widget.Key) (screen.Binding, bool) {
	for _, b := range table {
		for _, name := range b.Keys {
			if name == k.Name {
				return b, true
			}
		}
	}
	return screen.Binding{}, false
}

func (m *Model) root(i screen.Intent) tea.Cmd {
	switch i {
	case doUp:
		if l, ok := m.top().screen.(screen.Leaver); ok && l.Leave() {
			return nil
		}
		m.up()
	case doHelp:
		m.help = &widget.Pager{}
	case doCommand:
		m.command = newPalette()
	case doSave:
		m.command = newPalette()
		m.command.field.Set("save report.html")
	case doQuit, doAbort:
		return m.leave()
	case doStop:
		if !m.tasks.interrupt(m.top().id) {
			m.tasks.abort(connectionSlot)
		}
	case doRedraw:
		m.redraw()
	case doSuspend:
		return m.suspend()
	}
	return nil
}

func (m *Model) leave() tea.Cmd {
	m.quit = true
	m.tasks.cancel()
	return tea.Quit
}
