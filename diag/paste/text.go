package paste

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"adwalk/ad"
)

// MaxText bounds a paste that is read as a whole. Logs are streamed instead.
const MaxText = 32 << 20

// Text decodes a paste: UTF-8 or UTF-16 with a byte order mark, UTF-16 without
// one when every other byte is zero, otherwise UTF-8 with bytes that are not
// taken for Latin-1. Line ends become \n. The error is a *ad.Problem.
func Text(b []byte) (string, error) {
	if len(b) > MaxText {
		return "", &ad.Problem{Kind: ad.ProblemUsage, What: "the text is too long",
			Why: fmt.Sprintf("it has %d bytes, and at most %d are read", len(b), MaxText), Do: "paste only the part that matters"}
	}
	order, skip := encoding(b)
	var s string
	switch {
	case order != nil:
		s = fromUTF16(b[skip:], order)
	default:
		s = fromUTF8(b[skip:])
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.ReplaceAll(s, "\r", "\n"), nil
}

// encoding tells UTF-16 from the rest, and how long the byte order mark is.
func encoding(b []byte) (order binary.ByteOrder, skip int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return binary.LittleEndian, 2
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return binary.BigEndian, 2
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		return nil, 3
	}
	n := min(len(b), 512) &^ 1
	var even, odd int
	for i := 0; i+1 < n; i += 2 {
		if b[i] == 0 {
			even++
		}
		if b[i+1] == 0 {
			odd++
		}
	}
	switch {
	case n < 4:
	case odd > n/4 && even < n/16:
		return binary.LittleEndian, 0
	case even > n/4 && odd < n/16:
		return binary.BigEndian, 0
	}
	return nil, 0
}

func fromUTF16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, order.Uint16(b[i:]))
	}
	return string(utf16.Decode(units))
}

func fromUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var s strings.Builder
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n <= 1 {
			r, n = rune(b[0]), 1
		}
		s.WriteRune(r)
		b = b[n:]
	}
	return s.String()
}
