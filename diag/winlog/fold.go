package winlog

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold makes a clean text comparable: letters in lower case, Latin letters
// without their diacritics, line ends as spaces. It also returns where each byte
// came from, nil when every byte kept its place.
func Fold(s string) (string, []int32) {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		var b strings.Builder
		b.Grow(len(s))
		for from := 0; from < len(s); { // what stays as it is is copied in one piece
			to := from
			for to < len(s) && s[to] != '\n' && (s[to] < 'A' || s[to] > 'Z') {
				to++
			}
			b.WriteString(s[from:to])
			if from = to; to < len(s) {
				b.WriteByte(lowered(s[to]))
				from++
			}
		}
		return b.String(), nil
	}
	out := make([]byte, 0, len(s)+16)
	origin := make([]int32, 0, len(s)+16)
	for i, r := range s {
		start := len(out)
		switch {
		case r < utf8.RuneSelf:
			out = append(out, lowered(byte(r)))
		case r >= 0x300 && unicode.Is(unicode.Mn, r): // a diacritic of its own: none is below
		default:
			if plain, ok := plainLatin(r); ok {
				out = append(out, plain...)
			} else {
				out = utf8.AppendRune(out, unicode.ToLower(r))
			}
		}
		if len(out) == start+1 {
			origin = append(origin, int32(i))
			continue
		}
		for range len(out) - start {
			origin = append(origin, int32(i))
		}
	}
	return string(out), origin
}

func lowered(c byte) byte {
	switch {
	case c == '\n':
		return ' '
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A'
	}
	return c
}

// latin are the letters of Latin-1 and Latin Extended-A from U+00C0 on, each as
// it is without its diacritic.
const latin = "aaaaaa?ceeeeiiiidnooooo*ouuuuy??aaaaaa?ceeeeiiiidnooooo*ouuuuy?y" + // 00c0-00ff
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkkllllllllllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" // 0100-017f

func plainLatin(r rune) (string, bool) {
	switch {
	case r == 'ß' || r == 'ẞ':
		return "ss", true
	case r == 'æ' || r == 'Æ':
		return "ae", true
	case r == 'œ' || r == 'Œ':
		return "oe", true
	case r == 'ș' || r == 'Ș':
		return "s", true
	case r == 'ț' || r == 'Ț':
		return "t", true
	case r < 0xc0 || r > 0x17f:
		return "", false
	}
	if c := latin[r-0xc0]; c != '?' && c != '*' {
		return string(c), true
	}
	return "", false
}

// Folded is Fold for a word of our own tables.
func Folded(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || r == '\n' || r >= 'A' && r <= 'Z' }) {
		return strings.TrimSpace(s)
	}
	f, _ := Fold(s)
	return strings.TrimSpace(f)
}
