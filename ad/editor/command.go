package editor

import (
	"encoding/base64"
	"fmt"
	"strings"

	"adwalk/ad"
)

// command renders a change as the ldapmodify that an operator would type; login
// is where it connects to and as whom.
func command(login string, c ad.Change, list []modification) string {
	line := func(name, value string) string {
		if plain(value) {
			return name + ": " + value
		}
		return name + ":: " + base64.StdEncoding.EncodeToString([]byte(value)) // RFC 2849
	}
	lines := []string{line("dn", c.DN), "changetype: modify"}
	for _, m := range list {
		lines = append(lines, string(m.op)+": "+c.Attribute, line(c.Attribute, m.value), "-")
	}
	return fmt.Sprintf("ldapmodify%s <<'EOF'\n%s\nEOF", login, strings.Join(lines, "\n"))
}

// plain says whether a value can stand in LDIF as it is (SAFE-STRING).
func plain(s string) bool {
	if s == "" || strings.ContainsAny(s[:1], " :<") || s[len(s)-1] == ' ' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}
