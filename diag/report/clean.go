package report

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"adwalk/ad"
)

// clean makes foreign text printable: what cannot be seen is shown by its number.
func clean(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t':
			b.WriteRune(' ')
		case unicode.IsControl(r) || ad.Invisible(r):
			fmt.Fprintf(&b, "‹U+%04X›", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// printable is the document with every control and invisible character escaped in
// its JSON form, so that no terminal that shows the file obeys it.
func printable(d Document) json.RawMessage {
	b, err := json.Marshal(d)
	if err != nil {
		return json.RawMessage("null")
	}
	var out strings.Builder
	for _, r := range string(b) {
		switch {
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || ad.Invisible(r) && r > 0x7f:
			if r > 0xffff {
				r -= 0x10000
				fmt.Fprintf(&out, `\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
				continue
			}
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	return json.RawMessage(out.String())
}
