package ad

import "strings"

// CutRealm parts a principal from its realm at the last @; found is false where it has
// none. A name may hold an @ itself (RFC 4120 section 6.2: an enterprise name).
func CutRealm(principal string) (name, realm string, found bool) {
	at := strings.LastIndexByte(principal, '@')
	if at < 0 {
		return principal, "", false
	}
	return principal[:at], principal[at+1:], true
}
