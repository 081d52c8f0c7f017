package screen

import (
	"fmt"
	"strings"
	"unicode"

	"adwalk/ad"
	"adwalk/diag"
)

// Marked is a character of an SPN as it is shown: one that is no ASCII is named
// beside itself, since it may look like a letter or like nothing at all.
func Marked(r rune) string {
	switch {
	case r < 0x80:
		return string(r)
	case unicode.IsLetter(r):
		return fmt.Sprintf("%c‹U+%04X›", r, r)
	}
	return fmt.Sprintf("‹U+%04X›", r)
}

// MarkedText is a text with its characters marked.
func MarkedText(s string) string {
	if _, odd := ad.SuspiciousSPN(s); !odd {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteString(Marked(r))
	}
	return b.String()
}

// Count renders a number with its noun: "1 change", "3 changes".
func Count(n int, noun string) string { return diag.Count(n, noun) }
