package ui

import (
	"context"
	"errors"
	"io"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// Run opens the console on a terminal and returns when the operator has quit
// or ctx has ended, after every task has stopped. The caller ends ctx on the
// signals that should end the program. Quitting is no error; the
// error is what kept the terminal from being used.
func Run(ctx context.Context, b Backend, in io.Reader, out io.Writer) error {
	m := New(ctx, b, func(text string) {
		// One write, so that it cannot fall into the middle of a frame. A
		// terminal that does not know the sequence ignores it.
		_, _ = io.WriteString(out, ansi.SetSystemClipboard(text))
	})
	defer m.Close()
	// Signals end ctx, which quits. The library's own handler would send its
	// message to a loop that has already ended, and wait for it for ever.
	p := tea.NewProgram(m, tea.WithInput(in), tea.WithOutput(out), tea.WithAltScreen(), tea.WithoutSignalHandler())
	defer context.AfterFunc(ctx, p.Quit)()
	_, err := p.Run()
	if errors.Is(err, tea.ErrInterrupted) || ctx.Err() != nil {
		return nil
	}
	return err
}
