package safetext

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns s on one line with every character visible: controls as
// their pictures (␛, ␊), characters that cannot be seen or that turn the
// reading direction as ‹U+200B›, bytes that are no UTF-8 as ‹FF›. Text that is
// printable already comes back unchanged.
func Printable(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	marks := 0 // combining marks in a row; a tower of them would leave its line
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.In(r, unicode.Mn, unicode.Me) {
			marks++
		} else {
			marks = 0
		}
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, "‹%02X›", s[i])
		case r < 0x20:
			b.WriteRune(0x2400 + r)
		case r == 0x7f:
			b.WriteRune('␡')
		case !unicode.IsPrint(r) || invisible(r) || marks > 2 || i == 0 && unicode.IsMark(r):
			fmt.Fprintf(&b, "‹U+%04X›", r)
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// plain is the fast path: printable ASCII only.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// invisible lists what Unicode calls printable and a reader still cannot see:
// fillers, variation selectors, and the tags and joiners among the marks.
func invisible(r rune) bool {
	switch {
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	case r == 0x0D4E, r == 0x111C2, r == 0x111C3, r == 0x1193F, r == 0x11941, r == 0x11A3A, r >= 0x11A84 && r <= 0x11A89, r == 0x11D46, r == 0x11F02:
		return true // written before a letter, and joined to whatever follows it (UAX 29, Prepend)
	case r == 0x034F, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFFA0, r == 0x2800:
		return true
	}
	return false
}

// Lines splits text into printable lines: any line ending, tabs as four
// spaces. At most limit lines come back; 0 is no limit.
func Lines(s string, limit int) []string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if limit > 0 && len(out) == limit {
			break
		}
		out = append(out, Printable(strings.ReplaceAll(line, "\t", "    ")))
	}
	return out
}

// Value renders an attribute value of unknown kind: text when it is text,
// hexadecimal otherwise. At most limit bytes are shown (0 is all), with what
// was left out said.
func Value(b []byte, limit int) string {
	cut := ""
	if limit > 0 && len(b) > limit {
		cut = fmt.Sprintf("… %d bytes more", len(b)-limit)
		b = b[:limit]
		for k := 0; k < utf8.UTFMax && len(b) > 0 && !utf8.Valid(b) && cut != ""; k++ {
			if r, n := utf8.DecodeLastRune(b); r != utf8.RuneError || n != 1 {
				break
			}
			b = b[:len(b)-1]
		}
	}
	if utf8.Valid(b) && !binary(b) {
		return Printable(string(b)) + cut
	}
	return fmt.Sprintf("%x", b) + cut
}

// binary says that bytes, though valid UTF-8, are no text: they hold a NUL or
// are mostly controls.
func binary(b []byte) bool {
	controls := 0
	for _, c := range b {
		if c == 0 {
			return true
		}
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			controls++
		}
	}
	return controls*4 > len(b)
}
