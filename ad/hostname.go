package ad

import (
	"net/netip"
	"strconv"
	"strings"
	"unicode"
)

// maxHost is how long a name in DNS can be, in bytes (RFC 1035 2.3.4).
const maxHost = 255

// IsPort says whether a text is the number of a port, 1 to 65535, and nothing else.
func IsPort(text string) bool {
	n, err := strconv.ParseUint(text, 10, 16)
	return err == nil && n > 0
}

// OddInHost finds the first character that neither a host name nor an IP address can
// have: nothing that holds it can be dialled, or stand in a URL. Names may have letters
// of any script, and the underscore that some forests use.
func OddInHost(host string) (rune, bool) {
	name, also := host, "-._"
	if addr, err := netip.ParseAddr(host); err == nil {
		name, also = addr.Zone(), "-._:"
	}
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune(also, r) {
			return r, true
		}
	}
	return 0, false
}
