package uitest

import (
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ui"
	"adwalk/ui/theme"
)

// Driver presses keys and waits for what they cause.
type Driver struct {
	t        testing.TB
	Model    *ui.Model
	Clock    *Clock
	Copied   []string // what was put into the clipboard
	Quit     bool
	messages chan tea.Msg
	pending  int
}

// patience is how long a command may take before the test is called stuck.
const patience = 20 * time.Second

// New opens a console of w x h cells and lets it settle. The console is closed
// at the end of the test.
func New(t testing.TB, b *Backend, clock *Clock, w, h int) *Driver {
	t.Helper()
	dr := Start(t, b, clock, w, h)
	dr.Settle()
	return dr
}

// Start is New without waiting for the connection.
func Start(t testing.TB, b *Backend, clock *Clock, w, h int) *Driver {
	t.Helper()
	dr := &Driver{t: t, Clock: clock, messages: make(chan tea.Msg, 1024)}
	b.Setup.Clock = clock.Now
	dr.Model = ui.New(t.Context(), asBackend{b}, func(s string) { dr.Copied = append(dr.Copied, s) })
	dr.Model.SetPalette(theme.Palette{Bare: true})
	dr.Model.Still()
	t.Cleanup(dr.Model.Close)
	dr.run(dr.Model.Init())
	dr.Resize(w, h)
	return dr
}

// Resize tells the console the terminal's size.
func (d *Driver) Resize(w, h int) { d.update(tea.WindowSizeMsg{Width: w, Height: h}) }

func (d *Driver) update(msg tea.Msg) {
	_, cmd := d.Model.Update(msg)
	d.run(cmd)
}

func (d *Driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	d.pending++
	go func() { d.messages <- cmd() }()
}

func (d *Driver) receive() {
	d.t.Helper()
	select {
	case msg := <-d.messages:
		d.pending--
		if list, ok := msg.(tea.BatchMsg); ok {
			for _, c := range list {
				d.run(c)
			}
			return
		}
		if _, ok := msg.(tea.QuitMsg); ok {
			d.Quit = true
			return
		}
		if msg == nil || reflect.ValueOf(msg).Kind() == reflect.Invalid {
			return
		}
		d.update(msg)
	case <-time.After(patience):
		d.t.Fatalf("a command did not end; the screen is\n%s", d.View())
	}
}

// Settle takes messages until nothing is under way.
func (d *Driver) Settle() {
	d.t.Helper()
	for d.pending > 0 {
		d.receive()
	}
}

// Until takes messages until the view holds a text.
func (d *Driver) Until(text string) {
	d.t.Helper()
	for !strings.Contains(d.View(), text) {
		if d.pending == 0 {
			d.t.Fatalf("%q never came; the screen is\n%s", text, d.View())
		}
		d.receive()
	}
}

// Press presses keys by name ("enter", "esc", "ctrl+c", "a") and settles after
// each.
func (d *Driver) Press(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		d.Key(k)
		d.Settle()
	}
}

// Key presses a key and does not wait.
func (d *Driver) Key(name string) {
	d.t.Helper()
	d.update(keyMsg(d.t, name))
}

// Type types a text as the terminal sends it, in one piece, and settles.
func (d *Driver) Type(text string) {
	d.t.Helper()
	d.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)})
	d.Settle()
}

// Paste pastes a text as a terminal with bracketed paste does, and settles.
func (d *Driver) Paste(text string) {
	d.t.Helper()
	d.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	d.Settle()
}

// Colours draws with escape sequences from now on.
func (d *Driver) Colours() { d.Model.SetPalette(theme.Palette{Depth: theme.Sixteen}) }

// View is the screen as plain text.
func (d *Driver) View() string { return d.Model.View() }

// Sees fails the test unless the screen holds every text.
func (d *Driver) Sees(texts ...string) {
	d.t.Helper()
	v := d.View()
	for _, text := range texts {
		if !strings.Contains(v, text) {
			d.t.Fatalf("the screen does not say %q:\n%s", text, v)
		}
	}
}

// Lacks fails the test when the screen holds a text.
func (d *Driver) Lacks(texts ...string) {
	d.t.Helper()
	v := d.View()
	for _, text := range texts {
		if strings.Contains(v, text) {
			d.t.Fatalf("the screen says %q and should not:\n%s", text, v)
		}
	}
}

var named = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
	"backspace": tea.KeyBackspace, "ctrl+c": tea.KeyCtrlC, "ctrl+d": tea.KeyCtrlD, "ctrl+x": tea.KeyCtrlX, "ctrl+u": tea.KeyCtrlU,
}

func keyMsg(t testing.TB, name string) tea.KeyMsg {
	if k, ok := named[name]; ok {
		return tea.KeyMsg{Type: k}
	}
	if name == "space" {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	if r := []rune(name); len(r) == 1 {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: r}
	}
	t.Fatalf("there is no key %q", name)
	return tea.KeyMsg{}
}

// Write types a text and does not wait.
func (d *Driver) Write(text string) {
	d.t.Helper()
	d.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)})
}
