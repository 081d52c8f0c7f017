package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/diag"
	"adwalk/ui/dialog"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// act does what the screen in front wants.
func (m *Model) act(a screen.Action) tea.Cmd { return m.actFor(m.top().id, a) }

// actFor does what a screen wants, which may stand behind another one. What
// comes of it belongs to that screen, wherever it stands.
func (m *Model) actFor(id int, a screen.Action) tea.Cmd {
	f := m.find(id)
	if f == nil {
		return nil
	}
	switch a := a.(type) {
	case nil:
		return nil
	case screen.Several:
		var cmds []tea.Cmd
		for _, one := range a {
			cmds = append(cmds, m.actFor(id, one))
		}
		return tea.Batch(cmds...)
	case screen.Up:
		note := f.note
		m.leaveFrame(id)
		if note.Text != "" { // the last thing it said is still to be read
			m.top().note = note
		}
	case screen.Note:
		f.note = a
	case screen.Copy:
		m.copy(f, a)
	case screen.Dialog:
		m.ask(f, a.Dialog)
	case screen.Task:
		if why := m.forbidden(a.Effect); why != "" {
			f.say(diag.Manual, why)
			return nil
		}
		return m.tasks.start(slot{ofScreen, id, a.Slot}, m.world.Epoch, a)
	case screen.Resume:
		return m.resume()
	case screen.Connect:
		return m.connect(true)
	case screen.Join:
		return m.join(id, a)
	case screen.Cancel:
		m.tasks.end(slot{ofScreen, id, a.Slot})
	case screen.Tell:
		for i, below := range m.stack {
			if i+1 < len(m.stack) && m.stack[i+1].id == id {
				return m.give(below, a.Msg)
			}
		}
	default:
		return m.route(f, a)
	}
	return nil
}

// give hands a message to a frame's screen and does what it wants then.
func (m *Model) give(f *frame, msg any) tea.Cmd {
	if t, ok := f.screen.(screen.Taker); ok {
		return m.actFor(f.id, t.Take(msg))
	}
	return nil
}

// ask puts a dialog behind those that a frame has open already.
func (m *Model) ask(f *frame, d dialog.Dialog) {
	f.dialogs = append(f.dialogs, d)
	m.shown()
}

// shown starts the clock of the dialog in front: one that confirms must have
// been in view for a moment before it takes a key.
func (m *Model) shown() {
	if d := m.top().dialog(); d != nil && d != m.inView {
		d.Opened(m.setup.now())
	}
	m.inView = m.top().dialog()
}

// take gives a task's event to its screen; what came too late is dropped.
func (m *Model) take(e event) tea.Cmd {
	more := m.tasks.next(e.from)
	if !m.tasks.current(e) {
		return more
	}
	if e.last {
		defer m.warnOfExpiry()
		defer m.noteWalks()
	}
	if p, ok := e.body.(screen.Progress); ok {
		m.tasks.live[e.slot].progress, m.tasks.live[e.slot].hidden = p, false
		return more
	}
	f := m.find(e.slot.frame)
	switch e.slot.owner {
	case ofConnection:
		return tea.Batch(more, m.connected(e.body))
	case ofFile:
		if s, ok := e.body.(saved); ok && f != nil {
			f.wasSaved(s)
		}
		return more
	}
	if f == nil {
		return more
	}
	if e.epoch != m.world.Epoch && e.effect != screen.Write {
		if !e.last {
			return more
		}
		return tea.Batch(more, m.give(f, screen.Outdated{Slot: e.slot.name}))
	}
	if broken, ok := e.body.(screen.Failed); ok {
		f.say(diag.Crashed, "internal error, please report it: "+broken.Text)
	}
	return tea.Batch(more, m.give(f, e.body))
}

// dialogKey gives a key to the dialog in front, and its answer to the screen
// that asked.
func (m *Model) dialogKey(k widget.Key) tea.Cmd {
	f := m.top()
	step := f.dialog().Key(k, m.setup.now())
	if step.Copy != "" {
		m.copyText(step.Copy)
		f.say(diag.Pass, "copied: "+firstLine(step.Copy))
	}
	if !step.Done {
		return nil
	}
	f.dialogs = f.dialogs[1:]
	defer m.shown()
	return tea.Batch(m.give(f, step.Answer), m.keep())
}

// copy puts a text into the clipboard and shows it, since not every terminal
// lets a program do that.
func (m *Model) copy(f *frame, c screen.Copy) {
	if strings.TrimSpace(c.Text) == "" {
		f.say(diag.Manual, "there is nothing to copy here")
		return
	}
	m.copyText(c.Text)
	if !strings.Contains(strings.TrimSpace(c.Text), "\n") && safetext.Width(c.Text)+len(c.What) < m.w-14 {
		f.say(diag.Pass, "copied "+c.What+": "+strings.TrimSpace(c.Text))
		return
	}
	var text []widget.Line
	for _, l := range safetext.Lines(strings.TrimRight(c.Text, "\n"), 400) {
		text = append(text, widget.Wrap(theme.Plain, l, m.w-2, 4)...)
	}
	m.ask(f, &dialog.Choice{ID: "copied", Head: "Copied " + c.What + " if the terminal allows it; otherwise select it here", Text: text, Leave: "close"})
}

func (m *Model) copyText(s string) {
	if m.clip != nil {
		m.clip(s)
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
