package ui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/safetext"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// palette is the : line while it is open: a text, and what it may mean.
type palette struct {
	field widget.Field
	list  widget.List
	moved bool // the operator chose a row
}

// newPalette hides passwords while they are typed: a connection string may hold one.
func newPalette() *palette { return &palette{field: widget.Field{Mask: ad.HideSecrets}} }

// choice is one row of the palette.
type choice struct {
	text string // what stands on the line when it is taken
	help string
	more bool // it needs an argument
}

// paletteRows is how many choices are in view.
const paletteRows = 8

// maxName is how many cells of a choice are shown at most.
const maxName = 40

// maxHistory is how many commands are remembered.
const maxHistory = 50

// choices lists what the text on the line may mean, the best first. An empty
// line lists the last commands before all others.
func (m *Model) choices() []choice {
	text := strings.TrimLeft(m.command.field.Value(), " ")
	name, arg, hasArg := strings.Cut(text, " ")
	if c, ok := commandNamed(name); ok && hasArg && c.values != nil {
		var all []choice
		for _, v := range c.values(m) {
			all = append(all, choice{text: c.name + " " + v[0], help: v[1]})
		}
		return ranked(strings.TrimSpace(arg), all, len(c.name)+1)
	}
	var all []choice
	if text == "" {
		for _, h := range m.history[:min(len(m.history), 3)] {
			all = append(all, choice{text: h, help: "again"})
		}
	}
	for _, c := range commands {
		all = append(all, choice{text: c.name, help: strings.TrimSpace(c.arg + "  " + c.help), more: strings.HasPrefix(c.arg, "[") || c.arg != ""})
	}
	if hasArg {
		return nil
	}
	if text != "" {
		for _, v := range guideValues(m) {
			all = append(all, choice{text: "walk " + v[0], help: v[1]})
		}
	}
	return ranked(text, all, 0)
}

// ranked keeps what a pattern fits, best first; the first skip characters of a
// text are not looked at.
func ranked(pattern string, all []choice, skip int) []choice {
	scores := map[string]int{}
	var out []choice
	for _, c := range all {
		score, ok := fuzzy(pattern, c.text[skip:])
		if !ok {
			if score, ok = fuzzy(pattern, c.help); !ok || len(pattern) < 3 {
				continue
			}
			score /= 4 // a word in the explanation counts less
		}
		scores[c.text] = score
		out = append(out, c)
	}
	if pattern != "" {
		slices.SortStableFunc(out, func(a, b choice) int { return scores[b.text] - scores[a.text] })
	}
	return out
}

// paletteKey takes a key while the palette is open.
func (m *Model) paletteKey(k widget.Key) tea.Cmd {
	p := m.command
	switch k.Name {
	case "esc":
		m.command = nil
		return nil
	case "backspace":
		if p.field.Value() == "" {
			m.command = nil
			return nil
		}
	case "up", "down", "pgup", "pgdown":
		p.moved = true
		p.list.Move(k.Name, len(m.choices()), paletteRows)
		return nil
	case "tab":
		m.complete()
		return nil
	case "enter":
		return m.takeChoice()
	}
	p.field.Type(k)
	p.list, p.moved = widget.List{}, false
	return nil
}

// chosen is the choice under the cursor.
func (m *Model) chosen() (choice, bool) {
	all := m.choices()
	if i := m.command.list.Cursor; i < len(all) {
		return all[i], true
	}
	return choice{}, false
}

// complete puts the choice under the cursor on the line.
func (m *Model) complete() {
	if c, ok := m.chosen(); ok {
		text := c.text
		if c.more {
			text += " "
		}
		m.command.field.Set(text)
		m.command.list, m.command.moved = widget.List{}, false
	}
}

// takeChoice runs what is on the line or, when that is no command as it stands, the
// choice under the cursor.
func (m *Model) takeChoice() tea.Cmd {
	text := strings.TrimSpace(m.command.field.Value())
	name, arg, hasArg := strings.Cut(text, " ")
	cmd, known := commandNamed(name)
	if known && hasArg && cmd.values != nil { // the argument must be one of a list
		known = slices.ContainsFunc(cmd.values(m), func(v [2]string) bool { return strings.EqualFold(v[0], strings.TrimSpace(arg)) })
	}
	if c, ok := m.chosen(); ok && text != "" && !known && !m.command.moved && !spelt(text, c.text) {
		m.command.moved = true // the next enter means the marked line
		m.say(diag.Manual, "there is no :"+ad.HideSecrets(text)+"; enter again takes the marked line")
		return nil
	}
	if c, ok := m.chosen(); ok && text != "" && (!known || m.command.moved) || ok && m.command.moved {
		if need, found := commandNamed(c.text); found && need.arg != "" && !strings.HasPrefix(need.arg, "[") {
			m.complete() // it cannot run without an argument
			return nil
		}
		text = c.text
	}
	m.command = nil
	if text == "" {
		return nil
	}
	remembered := ad.HideSecrets(text)
	m.history = slices.DeleteFunc(m.history, func(h string) bool { return h == remembered })
	m.history = append([]string{remembered}, m.history[:min(len(m.history), maxHistory-1)]...)
	return m.run(text)
}

// spelt says whether a choice has what was typed, word by word: a part of it, or its
// letters from the first of a word on, as ctrls for controllers. Letters from anywhere or
// a word of the explanation are no order to run it.
func spelt(typed, choice string) bool {
	choice = strings.ToLower(choice)
	for w := range strings.FieldsSeq(strings.ToLower(typed)) {
		short := func(word string) bool { _, ok := fuzzy(w, word); return ok && word[0] == w[0] }
		if !strings.Contains(choice, w) && !slices.ContainsFunc(strings.Fields(choice), short) {
			return false
		}
	}
	return true
}

// paletteLines draws the choices above the line.
func (m *Model) paletteLines(h int) []widget.Line {
	all := m.choices()
	rows := min(len(all), paletteRows, max(0, h-4))
	if rows == 0 {
		return nil
	}
	out := []widget.Line{widget.Rule(widget.Text(theme.Title, "Commands"), m.w)}
	from, to := m.command.list.Window(len(all), rows)
	wide := 22 // cells of the names, as wide as the longest in view
	for _, c := range all[from:to] {
		wide = max(wide, min(maxName, safetext.Width(safetext.Printable(c.text))))
	}
	for i := from; i < to; i++ {
		lead := "   "
		if i == m.command.list.Cursor {
			lead = " ▸ "
		}
		name := safetext.Clip(safetext.Printable(all[i].text), maxName)
		l := widget.Of(widget.S(theme.Plain, lead+pad(name, wide)+" "), widget.S(theme.Dim, all[i].help))
		l.Selected = i == m.command.list.Cursor
		out = append(out, l)
	}
	return out
}
