package app

import (
	"fmt"
	"io"
	"os"
	"sync"

	"adwalk/ad/session"
	"adwalk/ui"
	"adwalk/ui/safetext"
)

// moves holds what is still to be said of moves to other domain controllers.
type moves struct {
	console chan ui.Moved // set before the console starts

	mu   sync.Mutex
	late []string
}

// moved says that another domain controller is asked from now on: in the console,
// on the error stream of a process, or at the end where that is shared memory.
func (s *Session) moved(m session.Move) {
	if s.screen.Load() {
		select {
		case s.moves.console <- ui.Moved{Server: m.To, Text: m.String()}:
		default: // the console shows earlier ones first; the log has this one
		}
		return
	}
	if _, process := s.Err.(*os.File); process {
		tellMove(s.Err, m.String())
		return
	}
	s.moves.mu.Lock()
	defer s.moves.mu.Unlock()
	s.moves.late = append(s.moves.late, m.String())
}

// TakeScreen says that a console has the terminal from now on; moves to other domain
// controllers reach it over the channel.
func (s *Session) TakeScreen() <-chan ui.Moved {
	s.moves.console = make(chan ui.Moved, 8)
	s.screen.Store(true)
	return s.moves.console
}

func tellMove(w io.Writer, text string) { fmt.Fprintf(w, "adwalk: %s\n", safetext.Printable(text)) }

// tell says what was not said yet.
func (m *moves) tell(w io.Writer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, text := range m.late {
		tellMove(w, text)
	}
	m.late = nil
}
