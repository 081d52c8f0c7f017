package theme

import (
	"cmp"
	"strconv"
	"strings"
)

// Detect finds out what a terminal can show from its environment: TERM,
// COLORTERM, NO_COLOR, COLORFGBG and the locale. The terminal itself is not
// asked: some never answer. ascii asks for ASCII whatever the locale.
func Detect(env func(string) string, ascii bool) Palette {
	term := env("TERM")
	p := Palette{ASCII: ascii || !UTF8(env), Light: light(env("COLORFGBG"))}
	switch {
	case term == "dumb" || term == "":
		p.Bare = true
	case env("NO_COLOR") != "" || strings.HasPrefix(term, "vt1") || strings.HasPrefix(term, "vt2") || strings.HasSuffix(term, "-mono") || strings.HasSuffix(term, "-m"):
	case strings.Contains(term, "256") || strings.Contains(term, "direct") || env("COLORTERM") != "":
		p.Depth = TwoFiftySix
	default:
		p.Depth = Sixteen
	}
	if strings.HasPrefix(term, "vt1") || strings.HasPrefix(term, "vt2") || term == "linux" {
		p.ASCII = true // their fonts lack most of our marks
	}
	return p
}

// Dumb says that the terminal can address no cell: TERM is dumb or not set.
func Dumb(env func(string) string) bool { return env("TERM") == "dumb" || env("TERM") == "" }

// UTF8 says whether the locale's characters are UTF-8 (POSIX: LC_ALL, else
// LC_CTYPE, else LANG; none is the C locale). A terminal of Windows, which has
// no such variables, shows them.
func UTF8(env func(string) string) bool {
	locale := cmp.Or(env("LC_ALL"), env("LC_CTYPE"), env("LANG"))
	if locale == "" && env("SystemRoot") != "" {
		return true
	}
	charset := strings.ToLower(strings.ReplaceAll(locale, "-", ""))
	return strings.Contains(charset, "utf8")
}

// light reads COLORFGBG, "0;15" or "0;default;15": foreground and background as
// numbers of the 16 colours.
func light(v string) bool {
	n, err := strconv.Atoi(v[strings.LastIndexByte(v, ';')+1:])
	return err == nil && (n == 7 || n > 8 && n < 16)
}
