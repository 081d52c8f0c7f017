package jsontext

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Encode makes one indented JSON document that ends in a line feed. HTML escaping
// stays off, so that names read as they are. encoding/json leaves DEL, C1, BiDi marks
// and zero-width characters as they are; here they become escapes.
func Encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return Escape(b.Bytes()), nil
}

// maxMarks is how many combining marks may stand on one character: more would run over
// the lines above and below.
const maxMarks = 8

// Escape writes control and format characters of a JSON document, and floods of
// combining marks, as \u escapes (RFC 8259 7). They can stand within its strings only.
func Escape(doc []byte) []byte {
	out := make([]byte, 0, len(doc))
	marks := 0
	for len(doc) > 0 {
		r, n := utf8.DecodeRune(doc)
		if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		}
		switch {
		case marks <= maxMarks && !hidden(r):
			out = append(out, doc[:n]...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, "\\u%04x\\u%04x", high, low)
		default:
			out = fmt.Appendf(out, "\\u%04x", r)
		}
		doc = doc[n:]
	}
	return out
}

// hidden says whether a terminal would obey a character or a reader not see it.
func hidden(r rune) bool {
	switch {
	case r == '\n' || r >= ' ' && r < 0x7f:
		return false
	case r == 0x2028 || r == 0x2029:
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf) || unicode.Is(unicode.Variation_Selector, r)
}
