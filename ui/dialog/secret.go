package dialog

import (
	"time"
	"unicode/utf8"

	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// maxSecret bounds a password, in bytes.
const maxSecret = 1024

// Secret asks for a password. What is typed is never drawn, nor how long it is.
type Secret struct {
	ID    string
	Head  string
	Text  []string
	typed []byte
}

// Title is the question.
func (p *Secret) Title() string { return p.Head }

// Opened needs nothing.
func (p *Secret) Opened(time.Time) {}

// Key takes a key. The answer's Secret belongs to whoever takes it.
func (p *Secret) Key(k widget.Key, _ time.Time) Step {
	switch k.Name {
	case "esc":
		p.wipe()
		return leave(p.ID)
	case "enter":
		if len(p.typed) == 0 {
			return Step{}
		}
		typed := p.typed
		p.typed = nil
		return Step{Done: true, Answer: Answer{ID: p.ID, OK: true, Secret: typed}}
	case "backspace":
		_, size := utf8.DecodeLastRune(p.typed)
		clear(p.typed[len(p.typed)-size:])
		p.typed = p.typed[:len(p.typed)-size]
		return Step{}
	case "ctrl+u":
		p.wipe()
		return Step{}
	}
	if p.typed == nil {
		p.typed = make([]byte, 0, maxSecret) // never grows, so that no copy stays behind
	}
	for _, r := range k.Text {
		if r == '\n' || r == '\r' { // the end of a pasted line
			break
		}
		if len(p.typed)+utf8.RuneLen(r) <= maxSecret {
			p.typed = utf8.AppendRune(p.typed, r)
		}
	}
	return Step{}
}

func (p *Secret) wipe() {
	clear(p.typed)
	p.typed = p.typed[:0]
}

// View draws the text, and whether anything was typed.
func (p *Secret) View(w, h int) []widget.Line {
	var out []widget.Line
	for _, t := range p.Text {
		out = append(out, widget.Wrap(theme.Dim, t, w, 0)...)
	}
	out = out[:min(len(out), max(0, h-1))]
	said := "nothing is typed yet; it will not be shown"
	if len(p.typed) > 0 {
		said = "something is typed; it is not shown"
	}
	return append(out, widget.Of(widget.S(theme.Frame, " › "), widget.S(theme.Cursor, " "), widget.S(theme.Dim, " "+said)))
}

// Hints is the footer.
func (p *Secret) Hints() []string {
	return []string{"enter", "log in", "ctrl+u", "clear", "esc", "cancel"}
}
