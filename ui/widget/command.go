package widget

import (
	"regexp"
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
	end := func() { // of a line that goes on; what is longer than the room is broken
		if line += " " + continuation; safetext.Width(line) > w {
			out = append(out, Wrap(role, line, w, len(indent))...)
			return
		}
		out = append(out, Text(role, line))
	}
	for _, word := range shellWords(text) {
		if used && safetext.Width(line)+1+safetext.Width(word)+2 > w {
			end()
			line, used = indent, false
			if safetext.Width(line+word)+2 > w { // a long word needs no indent
				line = lead
			}
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

// Continuation is what ends a line of a command that goes on in the next one, by
// the shell that the command is for: PowerShell, cmd or a Unix shell. It is "" for
// what is typed at a program's own prompt, which takes one line.
func Continuation(command string) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(command), " ")
	base := strings.ToLower(first[strings.LastIndexAny(first, `\/`)+1:])
	switch {
	case strings.HasSuffix(first, ":"):
		return ""
	case strings.HasSuffix(base, ".ps1"), cmdlet.MatchString(first), strings.HasPrefix(first, "("), strings.HasPrefix(first, "$"), strings.Contains(rest, "| % "), strings.Contains(rest, "| ft "):
		return "`"
	case windowsTools[strings.TrimSuffix(base, ".exe")], strings.Contains(rest, " /") && !strings.Contains(rest, " --") && !strings.Contains(rest, " /etc") && windowsOption.MatchString(rest):
		return "^"
	}
	return "\\"
}

var (
	cmdlet        = regexp.MustCompile(`^[A-Z][A-Za-z]+-[A-Z]`)
	windowsOption = regexp.MustCompile(`(^| )/[a-z?]+(:| |$)`)
	windowsTools  = map[string]bool{"setspn": true, "ktpass": true, "nltest": true, "w32tm": true, "wevtutil": true, "netdom": true, "repadmin": true, "dsquery": true, "ldifde": true, "sc": true, "iisreset": true, "appcmd": true, "gpupdate": true, "reg": true}
)

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
