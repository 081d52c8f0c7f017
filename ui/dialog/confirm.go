package dialog

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Grace is how long a confirmation swallows keys after it was shown: they were
// pressed before anyone could read it.
const Grace = 250 * time.Millisecond

// Confirm asks for words to be typed, one after the other. Nothing else confirms.
type Confirm struct {
	ID     string
	Head   string
	Text   []string // what will happen, a paragraph each
	Words  []string // what must be typed: the name of each account that loses something
	typed  int      // how many of them were
	field  widget.Field
	shown  time.Time
	wrong  string
	pasted bool
}

// Title is the question.
func (c *Confirm) Title() string { return c.Head }

// Opened starts the grace period.
func (c *Confirm) Opened(at time.Time) { c.shown = at }

// Key takes a key. A wrong word is said and the question stays.
func (c *Confirm) Key(k widget.Key, at time.Time) Step {
	if at.Sub(c.shown) < Grace {
		return Step{}
	}
	switch k.Name {
	case "esc":
		return leave(c.ID)
	case "enter":
		typed := strings.TrimSpace(c.field.Value())
		if word := c.word(); word != "" && strings.EqualFold(typed, word) {
			c.typed++
			c.wrong = ""
			c.field.Set("")
			if c.typed < len(c.Words) {
				return Step{}
			}
			return Step{Done: true, Answer: Answer{ID: c.ID, OK: true, Value: typed}}
		}
		if typed != "" {
			c.wrong = typed
			c.field.Set("")
		}
		return Step{}
	}
	if k.Paste {
		c.pasted = true // a word that is pasted was not read
		return Step{}
	}
	c.pasted = false
	c.field.Type(k)
	return Step{}
}

// View draws the text and the field.
func (c *Confirm) View(w, h int) []widget.Line {
	var out []widget.Line
	for _, t := range c.Text {
		out = append(out, widget.Wrap(theme.Plain, t, w, 0)...)
	}
	if c.wrong != "" {
		out = append(out, widget.Text(theme.Warn, "! “"+c.wrong+"” is not “"+c.word()+"”: nothing was written"))
	}
	if c.pasted {
		out = append(out, widget.Text(theme.Warn, "! a pasted word does not confirm: type it"))
	}
	if len(out) > h-1 {
		out = out[:h-1]
	}
	return append(out, c.field.View(" Type "+c.word()+" and press enter"+c.nth()+": ", "", true, w))
}

// word is the next one to be typed, "" when there is none: then nothing confirms.
func (c *Confirm) word() string {
	if c.typed >= len(c.Words) {
		return ""
	}
	return c.Words[c.typed]
}

// nth says how many words there are, where it is more than one.
func (c *Confirm) nth() string {
	if len(c.Words) < 2 {
		return ""
	}
	return fmt.Sprintf(" (%d of %d)", c.typed+1, len(c.Words))
}

// Hints is the footer.
func (c *Confirm) Hints() []string {
	enter := "write"
	if c.typed+1 < len(c.Words) {
		enter = "next account"
	}
	return []string{"enter", enter, "esc", "cancel"}
}
