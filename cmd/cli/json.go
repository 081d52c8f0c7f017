package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// writeJSON writes one indented JSON document. HTML escaping stays off, so that
// names read as they are. What a terminal would obey or a reader not see is written
// as an escape: encoding/json leaves DEL, C1, BiDi marks and zero-width characters
// as they are.
// On a jsonLines the document is one line, and an array one line for each element.
func writeJSON(w io.Writer, v any) error {
	if lines, ok := w.(jsonLines); ok {
		return lines.write(v)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeUnseen(b.Bytes()))
	return err
}

// escapeUnseen writes control and format characters of a JSON document as \u
// escapes (RFC 8259 7). They can stand within its strings only.
func escapeUnseen(doc []byte) []byte {
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
