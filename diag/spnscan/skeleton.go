package spnscan

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"adwalk/ad"
)

// Skeleton maps a value to what a person sees: compatibility forms become plain
// ones, invisible characters go, letters of other scripts become the Latin ones
// they look like, and case is folded. Only letters that are drawn alike are in
// the table; it need not be complete, since any value outside ASCII is reported
// anyway.
func Skeleton(s string) string {
	if len(s) > 4096 {
		s = s[:4096]
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if ad.Invisible(r) || unicode.Is(unicode.Mn, r) {
			continue
		}
		if l, ok := looksLike[r]; ok {
			r = l
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

var looksLike = map[rune]rune{
	// Cyrillic
	'а': 'a', 'А': 'a', 'В': 'b', 'Ь': 'b', 'с': 'c', 'С': 'c', 'ԁ': 'd', 'е': 'e', 'Е': 'e', 'һ': 'h', 'Н': 'h', 'і': 'i', 'І': 'i', 'ј': 'j', 'Ј': 'j',
	'К': 'k', 'к': 'k', 'ӏ': 'l', 'М': 'm', 'о': 'o', 'О': 'o', 'р': 'p', 'Р': 'p', 'ԛ': 'q', 'ѕ': 's', 'Ѕ': 's', 'Т': 't', 'т': 't', 'у': 'y', 'У': 'y', 'х': 'x', 'Х': 'x', 'ԝ': 'w',
	// Greek
	'α': 'a', 'Α': 'a', 'Β': 'b', 'Ε': 'e', 'Η': 'h', 'ι': 'i', 'Ι': 'i', 'Κ': 'k', 'κ': 'k', 'Μ': 'm', 'Ν': 'n', 'ν': 'v', 'ο': 'o', 'Ο': 'o', 'ρ': 'p', 'Ρ': 'p', 'Τ': 't', 'Υ': 'y', 'Χ': 'x', 'Ζ': 'z',
	// Latin and others
	'ı': 'i', 'ɡ': 'g', 'ⅼ': 'l', '∕': '/', '⁄': '/', '․': '.', '‐': '-', '‑': '-', '‒': '-', '–': '-', '−': '-',
}
