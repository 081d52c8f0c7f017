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

// actFor does what a screen wants, which may stand behind another one.
func (m *Model) actFor(id int, a screen.Action) tea.Cmd {
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
		m.up()
	case screen.Note:
		m.note = a
	case screen.Copy:
		m.copy(a)
	case screen.Dialog:
		m.dialog = a.Dialog
		m.dialog.Opened(m.deps.now())
	case screen.Task:
		if why := m.forbidden(a.Effect); why != "" {
			m.say(diag.Manual, why)
			return nil
		}
		return m.tasks.start(slot{id, a.Slot}, a)
	case screen.Join:
		return m.join(a)
	case screen.Cancel:
		m.tasks.end(slot{id, a.Slot})
	case screen.Tell:
		for i, f := range m.stack {
			if f.id != id || i == 0 {
				continue
			}
			if t, ok := m.stack[i-1].screen.(screen.Taker); ok {
				return m.actFor(m.stack[i-1].id, t.Take(a.Msg))
			}
		}
	default:
		return m.route(a)
	}
	return nil
}

// take gives a task's event to its screen; what came too late is dropped.
func (m *Model) take(e event) tea.Cmd {
	more := m.tasks.next(e.from)
	if !m.tasks.current(e) {
		return more
	}
	if e.last {
		defer m.warnOfExpiry()
	}
	if p, ok := e.body.(screen.Progress); ok {
		m.tasks.live[e.slot].line = p.Text
		return more
	}
	if e.slot.frame == 0 {
		return tea.Batch(more, m.connected(e.body))
	}
	if f, ok := e.body.(screen.Failed); ok {
		m.say(diag.Crashed, "this broke and should not have: "+f.Text)
	}
	if t, ok := m.find(e.slot.frame).(screen.Taker); ok {
		return tea.Batch(more, m.actFor(e.slot.frame, t.Take(e.body)))
	}
	return more
}

// dialogKey gives a key to the dialog, and its answer to the screen.
func (m *Model) dialogKey(k widget.Key) tea.Cmd {
	step := m.dialog.Key(k, m.deps.now())
	if step.Copy != "" {
		m.copyText(step.Copy)
		m.say(diag.Pass, "copied: "+firstLine(step.Copy))
	}
	if !step.Done {
		return nil
	}
	m.dialog = nil
	if t, ok := m.top().screen.(screen.Taker); ok {
		return m.act(t.Take(step.Answer))
	}
	return nil
}

// copy puts a text into the clipboard and shows it, since not every terminal
// lets a program do that.
func (m *Model) copy(c screen.Copy) {
	if strings.TrimSpace(c.Text) == "" {
		m.say(diag.Manual, "there is nothing to copy here")
		return
	}
	m.copyText(c.Text)
	if !strings.Contains(strings.TrimSpace(c.Text), "\n") && safetext.Width(c.Text)+len(c.What) < m.w-14 {
		m.say(diag.Pass, "copied "+c.What+": "+strings.TrimSpace(c.Text))
		return
	}
	var text []widget.Line
	for _, l := range safetext.Lines(strings.TrimRight(c.Text, "\n"), 400) {
		text = append(text, widget.Wrap(theme.Plain, l, m.w-2, 4)...)
	}
	m.dialog = &dialog.Choice{ID: "copied", Head: "copied " + c.What + ", if the terminal takes it; otherwise mark it here", Text: text}
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
