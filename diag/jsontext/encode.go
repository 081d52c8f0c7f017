package jsontext

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
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

// Escape writes control and format characters of a JSON document as \u escapes
// (RFC 8259 7). They can stand within its strings only.
func Escape(doc []byte) []byte {
	out := make([]byte, 0, len(doc))
	for len(doc) > 0 {
		r, n := utf8.DecodeRune(doc)
		switch {
		case r == '\n' || r >= ' ' && r < 0x7f:
			out = append(out, doc[:n]...)
		case r > 0xffff && unicode.Is(unicode.Cf, r):
			r -= 0x10000
			out = fmt.Appendf(out, "\\u%04x\\u%04x", 0xd800+r>>10, 0xdc00+r&0x3ff)
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029 || unicode.Is(unicode.Variation_Selector, r) && r <= 0xffff:
			out = fmt.Appendf(out, "\\u%04x", r)
		default:
			out = append(out, doc[:n]...)
		}
		doc = doc[n:]
	}
	return out
}
