package log

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad/trace"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

const (
	doOpen  screen.Intent = "open"
	doCopy  screen.Intent = "copy"
	doAgain screen.Intent = "again"
	doOnly  screen.Intent = "only"
	doFind  screen.Intent = "find"
)

// Screen is the log.
type Screen struct {
	read   func() []screen.LogLine
	lines  []screen.LogLine
	writes bool // only writes are shown
	filter screen.Filter
	table  widget.Table
	rows   int
}

// New returns the log of what read returns; nil is an empty log.
func New(read func() []screen.LogLine) *Screen {
	s := &Screen{read: read}
	s.again()
	return s
}

func (s *Screen) again() {
	s.lines = nil
	if s.read != nil {
		for _, l := range s.read() {
			if (!s.writes || l.Kind == trace.Write) && s.filter.Fits(l.Command, outcome(l), l.Server, string(l.Kind)) {
				s.lines = append(s.lines, l)
			}
		}
	}
	s.table.Rows = nil
	s.table.Columns = []widget.Column{{Title: "Time", Min: 9}, {Title: "Command, shortened", Flex: 3, Min: 30},
		{Title: "Outcome", Flex: 1, Min: 12, Max: 34}, {Title: "ms", Right: true}}
	for _, l := range s.lines {
		role, came := theme.Plain, theme.Plain
		if l.Kind == trace.Write {
			role = theme.Warn
		}
		if l.Failed() {
			came = theme.Warn
		}
		s.table.Rows = append(s.table.Rows, []widget.Span{
			widget.S(theme.Dim, l.At.UTC().Format("15:04:05Z")), widget.S(role, brief(l)), widget.S(came, outcome(l)),
			widget.S(theme.Dim, fmt.Sprint(l.Elapsed.Round(time.Millisecond).Milliseconds())),
		})
	}
	lines := s.lines
	s.table.SortKey = func(row, column int) string {
		if column == 0 {
			return lines[row].At.UTC().Format(time.RFC3339Nano)
		}
		return ""
	}
	s.table.Go(len(s.lines) - 1)
}

// Title is the crumb.
func (s *Screen) Title() string {
	if s.writes {
		return "Log › writes only"
	}
	return "Log"
}

// Aside counts.
func (s *Screen) Aside() widget.Line {
	return widget.Text(theme.Frame, screen.Count(len(s.lines), "command"))
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	none := ""
	if len(s.lines) == 0 {
		none = "nothing was asked yet"
	}
	only := screen.Binding{Keys: []string{"w"}, Intent: doOnly, Help: "writes only", Long: "show only what changed the directory, or everything again"}
	if s.writes {
		only.Help = "everything"
	}
	return append([]screen.Binding{
		{Keys: []string{"enter"}, Intent: doOpen, Help: "whole command", Why: none},
		{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy the command", Why: none},
		only,
		{Keys: []string{"/"}, Intent: doFind, Help: "filter", Long: "list only commands with these words"},
		{Keys: []string{"r"}, Intent: doAgain, Help: "read again"},
	}, screen.SortKeys()...)
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	switch i {
	case doAgain:
		s.again()
		return nil
	case doFind:
		s.filter.Open()
		return nil
	case doOnly:
		s.writes = !s.writes
		s.again()
		return nil
	}
	if screen.Sorted(&s.table, i) {
		return nil
	}
	at := s.table.At()
	if at < 0 || at >= len(s.lines) { // a filter leaves no row
		return nil
	}
	l := s.lines[at]
	if i == doCopy {
		return screen.Copy{What: "the command", Text: l.Command}
	}
	command := "$ " + l.Command
	if strings.Contains(l.Command, "\n") { // with its input
		command = "> " + strings.ReplaceAll(l.Command, "\n", "\n> ")
	}
	text := []string{command, "", "    at       " + l.At.UTC().Format("2006-01-02 15:04:05.000Z")}
	for _, f := range [][2]string{{"outcome", outcome(l)}, {"asked  ", l.Asked}, {"server ", l.Server}, {"over   ", l.Protection}} {
		if f[1] != "" {
			text = append(text, "    "+f[0]+"  "+f[1])
		}
	}
	if l.Elapsed > 0 {
		text = append(text, fmt.Sprintf("    took     %.1f ms", float64(l.Elapsed.Microseconds())/1000))
	}
	return screen.ToText{Title: "Log › command", Text: strings.Join(text, "\n"), Copy: l.Command}
}

// Report is every line in full, oldest first.
func (s *Screen) Report() string {
	var out []string
	for _, l := range s.lines {
		out = append(out, strings.TrimRight(l.At.UTC().Format("2006-01-02 15:04:05Z")+"  "+l.Command+"  "+outcome(l), " "))
	}
	return strings.Join(out, "\n")
}

// Move moves the cursor.
func (s *Screen) Move(key string) bool { return s.table.Move(key, s.rows) }

// View draws the table.
func (s *Screen) View(w, h int) []widget.Line {
	out := s.filter.View(w)
	s.rows = h - 1 - len(out)
	if len(s.lines) == 0 {
		text := "  Nothing was asked yet. Everything that this console sends will be listed here."
		if s.filter.Text() != "" {
			text = "  No command has these words; esc shows all."
		}
		return append(out, widget.Line{}, widget.Text(theme.Dim, text))
	}
	return append(out, s.table.View(w, h-len(out))...)
}

// Typing says whether the filter is being typed.
func (s *Screen) Typing() bool { return s.filter.Typing() }

// Hints is the footer meanwhile.
func (s *Screen) Hints() []string { return s.filter.Hints() }

// Type takes a key for the filter.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) {
	used := s.filter.Type(k)
	s.again()
	return nil, used
}

// Leave removes the filter before esc leaves the screen.
func (s *Screen) Leave() bool {
	cleared := s.filter.Clear()
	if cleared {
		s.again()
	}
	return cleared
}

// Table is the log as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	for _, l := range s.lines {
		rows = append(rows, []string{l.At.UTC().Format("2006-01-02T15:04:05.000Z"), string(l.Kind), l.Server, outcome(l), fmt.Sprint(l.Elapsed.Milliseconds()), l.Command, l.Asked, l.Protection})
	}
	return []string{"time", "kind", "server", "outcome", "ms", "command", "asked", "protection"}, rows
}
