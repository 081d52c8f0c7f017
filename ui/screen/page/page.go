package page

import (
	"strings"

	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const doCopy screen.Intent = "copy"

// Screen is the pager.
type Screen struct {
	title, text, copies string
	pager               widget.Pager
	lines               []widget.Line
	width, rows         int
}

// New returns a pager on a text. Copies is what the copy key takes; "" is the
// text itself.
func New(title, text, copies string) *Screen {
	if copies == "" {
		copies = text
	}
	return &Screen{title: title, text: text, copies: copies}
}

// Title is the crumb.
func (s *Screen) Title() string { return s.title }

// Aside says which part is in view.
func (s *Screen) Aside() widget.Line {
	return widget.Text(theme.Frame, s.pager.Where(len(s.lines), s.rows))
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	return []screen.Binding{
		{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy the whole text"},
		{Keys: []string{"pgdown", "space"}, Shown: "pgdn", Intent: "down", Help: "on", Long: "the next page", Quiet: len(s.lines) <= s.rows},
		{Keys: []string{"pgup", "b"}, Shown: "pgup", Intent: "upwards", Help: "back", Long: "the page before", Quiet: len(s.lines) <= s.rows},
	}
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	switch i {
	case doCopy:
		return screen.Copy{What: "the text", Text: s.copies}
	case "down":
		s.Move("pgdown")
	case "upwards":
		s.Move("pgup")
	}
	return nil
}

// Move scrolls.
func (s *Screen) Move(key string) bool { return s.pager.Move(key, len(s.lines), s.rows) }

// View draws the part in view.
func (s *Screen) View(w, h int) []widget.Line {
	if s.width != w {
		s.width, s.lines = w, Layout(s.text, w-2)
	}
	s.rows = h
	return s.pager.View(s.lines, h)
}

// glyphs start a line that carries a verdict.
var glyphs = map[rune]theme.Role{'✓': theme.Good, '✗': theme.Bad, '!': theme.Warn, '?': theme.Doubt, '‖': theme.Doubt,
	'‼': theme.Bad, '–': theme.Dim, '○': theme.Dim, '+': theme.Added, '-': theme.Removed}

// Layout wraps a text in w cells and gives it its roles: headings, verdicts, commands, quotations.
func Layout(text string, w int) []widget.Line {
	var out []widget.Line
	fenced := false
	for _, l := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		trimmed := strings.TrimLeft(l, " \t")
		indent := min(len(l)-len(trimmed), w/2)
		lead := widget.S(theme.Plain, " "+strings.Repeat(" ", indent))
		var first rune
		for _, r := range trimmed {
			first = r
			break
		}
		role, isVerdict := glyphs[first]
		switch {
		case strings.HasPrefix(trimmed, "```"):
			fenced = !fenced
		case fenced:
			out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "   ")}, theme.Frame, strings.TrimRight(l, " "), w)...)
		case trimmed == "":
			out = append(out, widget.Line{})
		case strings.HasPrefix(trimmed, "#"):
			out = append(out, widget.Text(theme.Title, " "+strings.TrimLeft(trimmed, "# ")))
		case strings.HasPrefix(trimmed, "> "):
			out = append(out, widget.Hang([]widget.Span{lead}, theme.Frame, trimmed[2:], w)...)
		case strings.HasPrefix(trimmed, "$ "): // a command: what a mouse selects of it runs
			out = append(out, widget.Command(theme.Frame, lead.Text, trimmed[2:], w, widget.Continuation(trimmed[2:]))...)
		case strings.HasPrefix(trimmed, "- ") || strings.HasPrefix(trimmed, "* "):
			out = append(out, widget.Hang([]widget.Span{lead, widget.S(theme.Frame, "· ")}, theme.Plain, trimmed[2:], w)...)
		case isVerdict && strings.HasPrefix(trimmed[len(string(first)):], " "):
			out = append(out, widget.Hang([]widget.Span{lead, widget.S(role, string(first)+" ")}, theme.Plain, strings.TrimSpace(trimmed[len(string(first)):]), w)...)
		case indent < 4 && labelled(trimmed) > 0: // a long value goes on below itself
			label := labelled(trimmed)
			out = append(out, widget.Hang([]widget.Span{lead, widget.S(theme.Plain, trimmed[:label])}, theme.Plain, trimmed[label:], w)...)
		case indent >= 4:
			if label := labelled(trimmed); label > 0 { // a long value goes on below itself
				out = append(out, widget.Hang([]widget.Span{lead, widget.S(theme.Dim, trimmed[:label])}, theme.Dim, trimmed[label:], w)...)
				continue
			}
			out = append(out, widget.Hang([]widget.Span{lead}, theme.Dim, trimmed, w)...)
		default:
			out = append(out, widget.Hang([]widget.Span{lead}, theme.Plain, trimmed, w)...)
		}
	}
	return out
}

// labelled says at which byte the value of a line such as "object     CN=web" begins, 0
// for a line without a label: one word, then two blanks or more.
func labelled(line string) int {
	word := strings.IndexByte(line, ' ')
	if word < 1 || word > 16 || !strings.HasPrefix(line[word:], "  ") {
		return 0
	}
	return len(line) - len(strings.TrimLeft(line[word:], " "))
}
