package safetext

import (
	"fmt"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width is the number of terminal cells that printable text takes.
func Width(s string) int {
	if plain(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// Apart is printable text as it is written behind other: where its first character
// would become one with the last one before it, as the halves of a flag do, the first
// is shown by its number.
func Apart(before, s string) string {
	if before == "" || s == "" || before[len(before)-1] < utf8.RuneSelf || s[0] < utf8.RuneSelf || Width(before+s) == Width(before)+Width(s) {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	return fmt.Sprintf("‹U+%04X›", r) + s[n:]
}

// Clip shortens printable text to at most w cells, with an ellipsis where
// something was left out.
func Clip(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if Width(s) <= w {
		return s
	}
	return ansi.Truncate(s, w, "…")
}

// Middle shortens printable text to at most w cells by leaving out its middle:
// names that differ at their ends stay apart.
func Middle(s string, w int) string {
	if Width(s) <= w {
		return s
	}
	if w < 8 {
		return Clip(s, w)
	}
	tail := (w - 1) / 3
	head := ansi.Truncate(s, w-1-tail, "")
	// A wide character does not split: what is cut inside one leaves a cell free.
	for cut := Width(s) - tail; ; cut++ {
		if end := ansi.TruncateLeft(s, cut, ""); Width(head)+1+Width(end) <= w {
			return head + "…" + end
		}
	}
}
