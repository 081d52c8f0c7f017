package facts

import (
	"strconv"
	"strings"
)

// ParseVersion reads a file version of up to four numbers, "6.5.7653.23"; also
// with a text behind it, as file properties show it.
func ParseVersion(s string) (v [4]int, ok bool) {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, " ("); i >= 0 {
		s = s[:i]
	}
	parts := strings.Split(s, ".")
	if len(parts) < 2 || len(parts) > 4 {
		return v, false
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 || n > 1<<20 {
			return v, false
		}
		v[i] = n
	}
	return v, true
}
