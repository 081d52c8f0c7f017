package dialog

import (
	"time"

	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Prompt asks for a line of text.
type Prompt struct {
	ID    string
	Head  string
	Text  []string
	Hint  string
	Fill  string             // what tab fills in: the lab's value; "" for none
	Check func(string) error // says what is wrong with the text; nil takes all
	Field widget.Field       // filled beforehand, if there is something to correct
	wrong string
	fresh bool // the text was suggested and no key has changed it
}

// Suggest fills the field with a text that typing replaces and any other editing
// keeps.
func (p *Prompt) Suggest(text string) {
	p.Field.Set(text)
	p.fresh = text != ""
}

// Title is the question.
func (p *Prompt) Title() string { return p.Head }

// Opened needs nothing.
func (p *Prompt) Opened(time.Time) {}

// Key takes a key; text that does not pass the check stays to be corrected.
func (p *Prompt) Key(k widget.Key, _ time.Time) Step {
	switch k.Name {
	case "esc":
		return leave(p.ID)
	case "enter":
		v := p.Field.Value()
		if p.Check != nil {
			if err := p.Check(v); err != nil {
				p.wrong = err.Error()
				return Step{}
			}
		}
		return Step{Done: true, Answer: Answer{ID: p.ID, OK: true, Value: v}}
	}
	p.wrong = ""
	if k.Name == "tab" && p.Fill != "" {
		p.Field.Set(p.Fill)
		return Step{}
	}
	if p.fresh && k.Text != "" {
		p.Field.Set("")
	}
	p.fresh = false
	p.Field.Type(k)
	return Step{}
}

// View draws the text and the field.
func (p *Prompt) View(w, h int) []widget.Line {
	var out []widget.Line
	for _, t := range p.Text {
		out = append(out, widget.Wrap(theme.Dim, t, w, 0)...)
	}
	if p.wrong != "" {
		out = append(out, widget.Wrap(theme.Warn, "! "+p.wrong, w, 2)...)
	}
	if len(out) > h-1 {
		out = out[:h-1]
	}
	if p.fresh {
		return append(out, widget.Of(widget.S(theme.Frame, " › "), widget.S(theme.Cursor, p.Field.Value()), widget.S(theme.Dim, "  typing replaces it")).Fit(w))
	}
	return append(out, p.Field.View(" › ", p.Hint, true, w))
}

// Hints is the footer.
func (p *Prompt) Hints() []string {
	out := []string{"enter", "OK"}
	if p.Fill != "" {
		out = append(out, "tab", "use the lab's")
	}
	return append(out, "ctrl+u", "clear", "esc", "cancel")
}
