package log

import (
	"regexp"
	"strings"
)

// search takes a search's command apart: what it is connected with, the base, the
// scope, the filter, and the attributes.
var search = regexp.MustCompile(`^ldapsearch .*? -b ('(?:[^']|'\\'')*'|\S+) -s (\w+)(?: -z \d+)?(?: -E \S+)? ('(?:[^']|'\\'')*'|\S+)(.*)$`)

// brief is a command as the list shows it: what it asks for comes first, and
// where it connects to is left to the whole command.
func brief(command string) string {
	if m := search.FindStringSubmatch(command); m != nil {
		return "ldapsearch " + m[3] + " -b " + m[1] + " -s " + m[2] + m[4]
	}
	if head, ldif, ok := strings.Cut(command, " <<'EOF'\n"); ok && strings.HasPrefix(head, "ldapmodify ") {
		lines := strings.Split(strings.TrimSuffix(ldif, "\n-\nEOF"), "\n")
		if len(lines) == 4 { // dn, changetype, operation, value
			return "ldapmodify " + lines[2] + " " + lines[3][strings.Index(lines[3], ":")+1:] + "  " + lines[0]
		}
	}
	return command
}
