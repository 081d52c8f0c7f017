package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"adwalk/diag"
)

// Moved says that another domain controller is asked from now on: the one in use
// went away. The login is the same.
type Moved struct {
	Server string // the new one's name
	Text   string // what happened, as a sentence
}

// listen waits for the next move. Nothing is sent while there is none.
func (m *Model) listen() tea.Cmd {
	moves, done := m.setup.Moves, m.tasks.ctx.Done()
	if moves == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case mv, ok := <-moves:
			if ok {
				return mv
			}
		case <-done:
		}
		return nil
	}
}

// moved shows a move in the header and on the screen in front.
func (m *Model) moved(mv Moved) tea.Cmd {
	m.world.Status.Server = mv.Server
	m.say(diag.Unknown, mv.Text)
	return m.listen()
}
