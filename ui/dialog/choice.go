package dialog

import (
	"cmp"
	"time"

	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Option is one way to answer a Choice.
type Option struct{ Key, Word, Value string }

// Choice asks for one key out of a few.
type Choice struct {
	ID      string
	Head    string
	Text    []widget.Line             // drawn as it is
	Body    func(w int) []widget.Line // drawn below Text, as wide as the terminal is; may be nil
	Wrapped []string                  // paragraphs above Text
	Copies  string                    // what c copies, "" for nothing
	Options []Option
	Leave   string // what esc does, in a word; "" is cancel
	// Careful says that answering does something: a key that was pressed before the
	// question could be read answers nothing.
	Careful bool
	shown   time.Time
}

// Title is the question.
func (c *Choice) Title() string { return c.Head }

// Opened starts the grace period.
func (c *Choice) Opened(at time.Time) { c.shown = at }

// Key takes a key.
func (c *Choice) Key(k widget.Key, at time.Time) Step {
	if c.Careful && at.Sub(c.shown) < Grace {
		return Step{}
	}
	if k.Name == "esc" {
		return leave(c.ID)
	}
	if k.Name == "c" && c.Copies != "" {
		return Step{Copy: c.Copies}
	}
	for _, o := range c.Options {
		if k.Name == o.Key {
			return Step{Done: true, Answer: Answer{ID: c.ID, OK: true, Value: o.Value}}
		}
	}
	return Step{}
}

// View draws the text.
func (c *Choice) View(w, h int) []widget.Line {
	var out []widget.Line
	for _, t := range c.Wrapped {
		out = append(out, widget.Wrap(theme.Plain, t, w, 0)...)
	}
	out = append(out, c.Text...)
	if c.Body != nil {
		out = append(out, c.Body(w)...)
	}
	return out[:min(len(out), h)]
}

// Hints is the footer.
func (c *Choice) Hints() []string {
	var out []string
	for _, o := range c.Options {
		out = append(out, o.Key, o.Word)
	}
	if c.Copies != "" {
		out = append(out, "c", "copy the command")
	}
	return append(out, "esc", cmp.Or(c.Leave, "cancel"))
}
