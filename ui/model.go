package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/diag"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/screen/walk"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// The smallest terminal that the screens are made for.
const (
	MinWidth  = 80
	MinHeight = 24
)

// frame is a screen on the stack. Its id tells tasks of a closed screen from
// those of the one that took its place.
type frame struct {
	id     int
	screen screen.Screen
}

// Model is the console.
type Model struct {
	deps    Deps
	world   *screen.World
	tasks   *tasks
	palette theme.Palette
	clip    func(string) // puts a text into the terminal's clipboard

	w, h    int
	stack   []frame
	lastID  int
	dialog  dialog.Dialog
	command *widget.Field // the : line, nil while closed
	help    *widget.Pager // nil while closed
	note    screen.Note
	quit    bool
	warned  expiry               // what was said of the ticket in use
	told    map[string]walk.Told // by guide
}

// New returns a console that works within ctx; clip may be nil.
func New(ctx context.Context, d Deps, clip func(string)) *Model {
	m := &Model{
		deps:    d,
		tasks:   newTasks(ctx),
		palette: theme.Palette{Colour: d.Colour},
		clip:    clip,
		w:       MinWidth, h: MinHeight,
		told: map[string]walk.Told{},
	}
	m.world = &screen.World{Status: d.Status, Now: d.now}
	if d.Editor == nil {
		m.world.ReadOnly = d.WhyReadOnly
		if m.world.ReadOnly == "" {
			m.world.ReadOnly = "this console is read-only"
		}
	}
	m.open(m.startScreen())
	return m
}

// SetPalette changes how roles look; tests draw bare text.
func (m *Model) SetPalette(p theme.Palette) { m.palette = p }

// Init connects in the background: the console stands before anyone answers.
func (m *Model) Init() tea.Cmd { return m.connect() }

// Update takes one message. It never waits and does no input or output.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
		return m, nil
	case tea.KeyMsg:
		return m, m.key(keyOf(msg))
	case event:
		return m, m.take(msg)
	}
	return m, nil
}

// Close cancels every task and waits for them.
func (m *Model) Close() { m.tasks.stop() }

// top is the screen in front.
func (m *Model) top() frame { return m.stack[len(m.stack)-1] }

// open puts a screen in front.
func (m *Model) open(s screen.Screen) tea.Cmd {
	m.lastID++
	m.stack = append(m.stack, frame{m.lastID, s})
	if o, ok := s.(screen.Opener); ok {
		return m.act(o.Open())
	}
	return nil
}

// up leaves the screen in front. The first screen stays.
func (m *Model) up() {
	if len(m.stack) < 2 {
		return
	}
	m.tasks.drop(m.top().id)
	m.stack = m.stack[:len(m.stack)-1]
}

// home leaves every screen but the first.
func (m *Model) home() {
	for len(m.stack) > 1 {
		m.up()
	}
}

// find returns the screen of a frame, nil when it is gone.
func (m *Model) find(id int) screen.Screen {
	for _, f := range m.stack {
		if f.id == id {
			return f.screen
		}
	}
	return nil
}

func (m *Model) say(st diag.Status, text string) { m.note = screen.Note{Status: st, Text: text} }
