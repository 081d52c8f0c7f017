package setspn

import (
	"slices"
	"strings"
)

// Args lets a command line be typed as setspn's own: switches begin with a
// slash or a dash, and -? asks for help. Everything before the word setspn, and what
// follows --, stays.
func Args(args []string) []string {
	at := slices.Index(args, "setspn")
	if at < 0 {
		return args
	}
	out := slices.Clone(args)
	for i := at + 1; i < len(out) && out[i] != "--"; i++ {
		a := out[i]
		switch {
		case a == "-?" || a == "/?":
			out[i] = "--help"
		case len(a) == 2 && a[0] == '/' && strings.ContainsRune("aAsSdDlLqQxXrRfFpPtTcCuU", rune(a[1])):
			out[i] = "-" + a[1:]
		}
	}
	return out
}
