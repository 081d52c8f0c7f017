package snapfile

import (
	"encoding/hex"
	"strings"

	"adwalk/ad"
)

// rdnTypes are the attribute types of directory names (RFC 4514 3 and Active
// Directory's own): they name nobody and are never masked.
var rdnTypes = wordSet("cn ou dc o l st c street uid serialnumber")

// rdn is one component of a distinguished name: its type as it was written, and
// its value without escapes.
type rdn struct{ typ, value string }

// parseDN takes a distinguished name apart (RFC 4514). ok is false for any other
// text.
func parseDN(s string) (out []rdn, ok bool) {
	if !rdnTypes[strings.ToLower(strings.TrimSpace(first(s, '=')))] {
		return nil, false
	}
	for _, part := range ad.SplitDN(s) {
		typ, value, found := strings.Cut(part, "=")
		if !found || strings.TrimSpace(typ) == "" || strings.ContainsAny(strings.TrimSpace(typ), " /\\") {
			return nil, false
		}
		out = append(out, rdn{typ, unescape(value)})
	}
	return out, true
}

func first(s string, sep byte) string {
	if i := strings.IndexByte(s, sep); i >= 0 {
		return s[:i]
	}
	return ""
}

// unescape undoes the escapes of a value: a backslash before a character, or
// before two hexadecimal digits of a byte.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		if i+2 < len(s) {
			if c, err := hex.DecodeString(s[i+1 : i+3]); err == nil {
				b.Write(c)
				i += 2
				continue
			}
		}
		i++
		b.WriteByte(s[i])
	}
	return b.String()
}

// escape writes a value as RFC 4514 2.4 wants it.
func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == 0, c == '\n', c == '\r':
			b.WriteString(`\` + hex.EncodeToString([]byte{c}))
			continue
		case strings.IndexByte(`"+,;<>\=`, c) >= 0, (c == ' ' || c == '#') && i == 0, c == ' ' && i == len(s)-1:
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// maskDN masks the values of a distinguished name: it stays one, with the same
// types.
func (m *masker) maskDN(parts []rdn) string {
	var out []string
	for _, p := range parts {
		out = append(out, p.typ+"="+escape(m.masked(p.value)))
	}
	return strings.Join(out, ",")
}
