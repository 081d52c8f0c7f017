package widget

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// Key is one key press, or one paste, without the terminal library's types.
type Key struct {
	Name  string // "enter", "ctrl+c", "a"; "" for a paste
	Text  string // what it types, "" for a key that types nothing
	Paste bool   // Text arrived as a bracketed paste
}

// keyTypes are the terminal library's keys by name.
var keyTypes = func() map[string]tea.KeyType {
	out := map[string]tea.KeyType{}
	for t := tea.KeyType(-100); t < 128; t++ {
		if name := t.String(); name != "" && name != "runes" {
			out[name] = t
		}
	}
	return out
}()

// message is the key as the library's text fields take it. Line ends of any kind
// become line feeds.
func (k Key) message() tea.KeyMsg {
	if k.Text != "" {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(k.Text)), Paste: k.Paste}
	}
	name, alt := strings.CutPrefix(k.Name, "alt+")
	if t, ok := keyTypes[name]; ok {
		return tea.KeyMsg{Type: t, Alt: alt}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name), Alt: alt}
}
