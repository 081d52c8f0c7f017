package theme

import (
	"fmt"
	"strings"
)

// plainMarks are our own characters in ASCII, each one cell wide as it was. No
// two verdicts look the same.
var plainMarks = map[rune]string{
	'✓': "v", '✗': "x", '‖': "=", '–': "-", '‼': "#", '○': "o", '…': "~", '·': ".", '▸': ">", '▹': "+", '▿': "-", '›': ">", '‹': "<",
	'─': "-", '│': "|", '█': "#", '▉': "#", '▊': "#", '▋': "#", '▌': "#", '▍': ":", '▎': ":", '▏': ":", '°': "'",
	'“': "\"", '”': "\"", '‘': "'", '’': "'", '→': ">", '←': "<", '↑': "^", '↓': "v", '≥': ">", '≤': "<", '×': "x", '—': "-", '•': "*",
}

// ASCII writes a text in ASCII: our own marks as characters of one cell, any
// other character as <U+0430>, so that a look-alike never passes for a letter.
func ASCII(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < 0x80
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		mark, ours := plainMarks[r]
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case ours:
			b.WriteString(mark)
		case r >= 0x2400 && r < 0x2420:
			fmt.Fprintf(&b, "^%c", r-0x2400+'@') // a control's picture
		default:
			fmt.Fprintf(&b, "<U+%04X>", r)
		}
	}
	return b.String()
}
