package dialog

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Paste asks for a text of many lines, such as the output of a command.
type Paste struct {
	ID     string
	Head   string
	Text   []string
	Sample string // the lab's text, taken with tab; "" for none
	Check  func(string) error
	area   widget.Area
	wrong  string
}

// Title is the question.
func (p *Paste) Title() string { return p.Head }

// Opened needs nothing.
func (p *Paste) Opened(time.Time) {}

// Put adds a text that was pasted before the dialog stood.
func (p *Paste) Put(text string) { p.area.Type(widget.Key{Text: text, Paste: true}) }

// Key takes a key. Enter is a line break; ctrl+d ends the text, as in a shell.
func (p *Paste) Key(k widget.Key, _ time.Time) Step {
	switch k.Name {
	case "esc":
		return leave(p.ID)
	case "tab":
		if p.Sample != "" {
			p.area.Set(p.Sample)
		}
		return Step{}
	case "ctrl+d", "ctrl+s":
		v := p.area.Value()
		if strings.TrimSpace(v) == "" {
			p.wrong = "there is nothing yet: paste the text into the window"
			return Step{}
		}
		if p.Check != nil {
			if err := p.Check(v); err != nil {
				p.wrong = err.Error()
				return Step{}
			}
		}
		return Step{Done: true, Answer: Answer{ID: p.ID, OK: true, Value: v}}
	}
	p.wrong = ""
	p.area.Type(k)
	return Step{}
}

// View draws the text's end.
func (p *Paste) View(w, h int) []widget.Line {
	var out []widget.Line
	for _, t := range p.Text {
		out = append(out, widget.Wrap(theme.Dim, t, w, 0)...)
	}
	if p.wrong != "" {
		out = append(out, widget.Paragraphs(theme.Warn, "! "+p.wrong, w)...) // it may show a sample of several lines
	}
	if p.area.Full() {
		out = append(out, widget.Text(theme.Warn, "! the text is cut off here: give a file that large on the command line"))
	}
	if len(out) > h-3 {
		out = out[:max(0, h-3)]
	}
	out = append(out, widget.Text(theme.Frame, fmt.Sprintf("── %d bytes", p.area.Size())))
	return append(out, p.area.View(w, max(2, h-len(out)))...)
}

// Hints is the footer.
func (p *Paste) Hints() []string {
	out := []string{"ctrl+d", "done"}
	if p.Sample != "" {
		out = append(out, "tab", "use the lab's")
	}
	return append(out, "ctrl+u", "clear", "esc", "cancel")
}
