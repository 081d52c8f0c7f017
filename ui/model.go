package ui

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/diag"
	"adwalk/diag/walk"
	"adwalk/ui/dialog"
	"adwalk/ui/screen"
	"adwalk/ui/screen/objects"
	walkscreen "adwalk/ui/screen/walk"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// The smallest terminal that the screens are made for.
const (
	MinWidth  = 80
	MinHeight = 24
)

// frame is a screen on the stack, with what belongs to it: the dialogs it has
// open and the last thing it said. Its id is never used again, so that nothing
// meant for a closed screen reaches the one that took its place.
type frame struct {
	id      int
	screen  screen.Screen
	name    string          // of the command that opens it, "" for none
	dialogs []dialog.Dialog // the first is shown, the others wait
	note    screen.Note
}

// dialog is the question that the frame shows, nil without one.
func (f *frame) dialog() dialog.Dialog {
	if len(f.dialogs) == 0 {
		return nil
	}
	return f.dialogs[0]
}

func (f *frame) say(st diag.Status, text string) { f.note = screen.Note{Status: st, Text: text} }

// Model is the console.
type Model struct {
	backend   Backend
	setup     Setup
	world     *screen.World
	tasks     *tasks
	palette   theme.Palette
	noSuspend bool
	clip      func(string) // puts a text into the terminal's clipboard
	redraw    func()       // has the next frame drawn whole

	w, h      int
	stack     []*frame
	lastID    int
	inView    dialog.Dialog // the dialog that was drawn last
	command   *palette      // the : line, nil while closed
	history   []string      // commands, the latest first
	help      *widget.Pager // nil while closed
	ticking   bool          // a tick is on its way
	still     bool          // nothing ticks
	quit      bool
	warned    expiry                                // what was said of the ticket in use
	searches  objects.Searches                      // of the object screen
	walks     map[string]walkscreen.Told            // what the operator told each guide
	seen      map[string]map[string]walkscreen.Seen // what each guide's steps showed, by guide and step
	earlier   *kept                                 // of the session before, until it is resumed
	recalled  string                                // the forest whose kept session was read
	forgotten bool                                  // the operator wants nothing kept
	told      int                                   // the login that the screens were told of last
}

// New returns a console that works within ctx; clip may be nil.
func New(ctx context.Context, b Backend, clip func(string)) *Model {
	setup := b.Setup()
	m := &Model{
		backend: b,
		setup:   setup,
		tasks:   newTasks(ctx, setup.now),
		palette: setup.Palette, noSuspend: setup.NoSuspend,
		clip:   clip,
		redraw: func() {},
		w:      MinWidth, h: MinHeight,
		walks: map[string]walkscreen.Told{}, seen: map[string]map[string]walkscreen.Seen{},
	}
	m.world = &screen.World{Status: setup.Status, Now: setup.now, Logins: setup.Logins, Scenarios: setup.Scenarios, Walked: map[string]screen.Walked{}, Access: b.Current()}
	if m.world.Access.Editor == nil {
		m.world.ReadOnly = setup.WhyReadOnly
		if m.world.ReadOnly == "" {
			m.world.ReadOnly = "this console is read-only"
		}
	}
	m.open(m.startScreen())
	return m
}

// SetPalette changes how roles look; tests draw bare text.
func (m *Model) SetPalette(p theme.Palette) { m.palette = p }

// Still has nothing tick, for tests with a clock of their own.
func (m *Model) Still() { m.still = true }

// Init connects in the background: the console stands before anyone answers.
func (m *Model) Init() tea.Cmd { return tea.Batch(m.connect(false), m.listen()) }

// Update takes one message. It never waits and does no input or output.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case tea.KeyMsg:
		cmd = m.key(keyOf(msg))
	case event:
		cmd = m.take(msg)
	case Moved:
		cmd = m.moved(msg)
	case tick:
		m.ticking = false
	}
	return m, tea.Batch(cmd, m.watch())
}

// Close cancels every task and waits for them.
func (m *Model) Close() { m.tasks.stop() }

// top is the screen in front.
func (m *Model) top() *frame { return m.stack[len(m.stack)-1] }

// open puts a screen in front.
func (m *Model) open(s screen.Screen) tea.Cmd {
	m.lastID++
	m.stack = append(m.stack, &frame{id: m.lastID, screen: s})
	m.shown()
	var cmd tea.Cmd
	if o, ok := s.(screen.Opener); ok {
		cmd = m.act(o.Open())
	}
	return tea.Batch(cmd, m.keep())
}

// up leaves the screen in front. The first screen stays.
func (m *Model) up() { m.leaveFrame(m.top().id) }

// leaveFrame closes a frame and whatever it opened above itself.
func (m *Model) leaveFrame(id int) {
	for i, f := range m.stack {
		if f.id != id || i == 0 {
			continue
		}
		for _, gone := range m.stack[i:] {
			m.tasks.drop(gone.id)
		}
		m.stack = m.stack[:i]
		m.shown()
		return
	}
}

// home leaves every screen but the first.
func (m *Model) home() {
	for len(m.stack) > 1 {
		m.up()
	}
}

// find returns a frame, nil when it is gone.
func (m *Model) find(id int) *frame {
	for _, f := range m.stack {
		if f.id == id {
			return f
		}
	}
	return nil
}

// say shows a line on the screen in front.
func (m *Model) say(st diag.Status, text string) { m.top().say(st, text) }

// WalkState is the state of the walk on the screen in front, or the one behind it; ok is false
// when there is none.
func (m *Model) WalkState() (st walk.State, ok bool) {
	for _, f := range slices.Backward(m.stack) {
		if w, walks := f.screen.(screen.Stater); walks {
			return w.State(), true
		}
	}
	return walk.State{}, false
}
