package widget

import (
	"strings"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

// Command wraps a command line so that what a mouse selects still runs: only at
// blanks outside quotation marks, each line but the last ending in the shell's
// own continuation. A part without such a blank is broken where it must be; the
// copy key takes the command whole.
func Command(role theme.Role, lead, command string, w int, continuation string) []Line {
	text := safetext.Printable(command)
	room := w - safetext.Width(lead)
	if safetext.Width(text) <= room || continuation == "" {
		return Wrap(role, lead+text, w, len(lead)+4)
	}
	var out []Line
	line, indent := lead, lead+"    "
	used := false
	for _, word := range shellWords(text) {
		if used && safetext.Width(line)+1+safetext.Width(word)+2 > w {
			out = append(out, Text(role, line+" "+continuation))
			line, used = indent, false
		}
		if used {
			line += " "
		}
		line += word
		used = true
	}
	if safetext.Width(line) > w {
		return append(out, Wrap(role, line, w, len(indent))...)
	}
	return append(out, Text(role, line))
}

// shellWords splits a command at blanks outside quotation marks. The marks stay.
func shellWords(s string) []string {
	var out []string
	var word strings.Builder
	var quote rune
	for _, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote = r
		case quote == 0 && r == ' ':
			if word.Len() > 0 {
				out = append(out, word.String())
				word.Reset()
			}
			continue
		}
		word.WriteRune(r)
	}
	if word.Len() > 0 {
		out = append(out, word.String())
	}
	return out
}
