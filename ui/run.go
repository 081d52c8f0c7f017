package ui

import (
	"context"
	"errors"
	"io"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"adwalk/ui/terminal"
)

// Run opens the console on a terminal and returns when the operator has quit
// or ctx has ended, after every task has stopped. The caller ends ctx on the
// signals that should end the program. Quitting is no error; the
// error is what kept the terminal from being used.
func Run(ctx context.Context, b Backend, in io.Reader, out io.Writer) error {
	screen := terminal.New(out)
	defer screen.Close()
	m := New(ctx, b, func(text string) {
		// A terminal that does not know the sequence ignores it.
		screen.Raw(ansi.SetSystemClipboard(text))
	})
	defer m.Close()
	m.redraw = screen.Forget
	// Signals end ctx, which quits. The library's own handler would send its
	// message to a loop that has already ended, and wait for it for ever.
	p := tea.NewProgram(drawn{m, screen}, tea.WithInput(in), tea.WithOutput(screen.Writer()), tea.WithAltScreen(), tea.WithoutSignalHandler(), tea.WithFPS(1))
	defer context.AfterFunc(ctx, p.Quit)()
	_, err := p.Run()
	m.KeepNow() // also when the terminal has gone
	if errors.Is(err, tea.ErrInterrupted) || ctx.Err() != nil {
		return nil
	}
	return err
}

// drawn is the model with a screen of our own: the library's renderer sends a
// whole line when one cell of it changes, and all of them when a list scrolls.
type drawn struct {
	*Model
	screen *terminal.Screen
}

// Update implements tea.Model.
func (d drawn) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, resized := msg.(tea.WindowSizeMsg); resized {
		d.screen.Forget()
	}
	_, cmd := d.Model.Update(msg)
	return d, cmd
}

// View implements tea.Model. The library is given nothing to draw.
func (d drawn) View() string {
	d.screen.Show(d.Model.View(), d.w)
	return ""
}
