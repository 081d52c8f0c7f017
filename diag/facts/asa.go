package facts

import (
	"slices"
	"strings"

	"adwalk/ad"
)

// ASANames lists the alternate service accounts in the input "asa": one a line,
// either "NAME" or "ARRAY=NAME" where arrays have accounts of their own.
func ASANames(input string) []string {
	var out []string
	for line := range strings.Lines(input) {
		_, name := cutASA(line)
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// ASAFor returns the account of one array: its own, else the first one that is
// given for all, else "".
func ASAFor(input, array string) string {
	common := ""
	for line := range strings.Lines(input) {
		left, name := cutASA(line)
		switch {
		case left != "" && strings.EqualFold(left, array):
			return name
		case left == "" && common == "":
			common = name
		}
	}
	return common
}

// cutASA parts a line's array, "" where it names none, from its account. An
// account may be given as a distinguished name, which has equals signs too.
func cutASA(line string) (array, name string) {
	line = strings.TrimSpace(line)
	if left, right, ok := strings.Cut(line, "="); ok && ad.RDNType(line) == "" {
		return strings.TrimSpace(left), strings.TrimSpace(right)
	}
	return "", line
}
