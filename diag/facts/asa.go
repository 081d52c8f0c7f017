package facts

import (
	"slices"
	"strings"
)

// ASANames lists the alternate service accounts in the input "asa": one a line,
// either "NAME" or "ARRAY=NAME" where arrays have accounts of their own.
func ASANames(input string) []string {
	var out []string
	for _, line := range strings.Fields(input) {
		_, name, ok := strings.Cut(line, "=")
		if !ok {
			name = line
		}
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
	for _, line := range strings.Fields(input) {
		left, name, ok := strings.Cut(line, "=")
		switch {
		case ok && strings.EqualFold(left, array):
			return name
		case !ok && common == "":
			common = line
		}
	}
	return common
}
