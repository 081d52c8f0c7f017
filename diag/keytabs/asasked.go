package keytabs

import "strings"

// AsAsked writes an SPN as browsers and MIT's library ask for it, with HTTP in capitals:
// a keytab is searched letter by letter.
func AsAsked(spn string) string {
	if class, rest, ok := strings.Cut(spn, "/"); ok && strings.EqualFold(class, "http") {
		return "HTTP/" + rest
	}
	return spn
}
