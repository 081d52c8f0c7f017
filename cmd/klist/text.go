package klist

import (
	"cmp"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
)

// klistText is MIT krb5's own translation of klist's words, where it is installed:
// scripts that read klist in a language read adwalk as well.
type klistText map[string]string

// of translates a text; without a translation it stays.
func (t klistText) of(text string) string { return cmp.Or(t[text], text) }

// loadKlistText finds the catalogue as gettext does.
func loadKlistText() klistText {
	name := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"), "C")
	if name == "C" || name == "POSIX" || strings.HasPrefix(name, "C.") || strings.ContainsRune(name, '/') {
		return nil
	}
	base, _, _ := strings.Cut(name, ".")
	base, _, _ = strings.Cut(base, "@")
	language, _, _ := strings.Cut(base, "_")
	for _, dir := range []string{base, language} {
		b, err := os.ReadFile(filepath.Join("/usr/share/locale", dir, "LC_MESSAGES", "mit-krb5.mo"))
		if err == nil {
			return parseCatalogue(b)
		}
	}
	return nil
}

// parseCatalogue reads a compiled message catalogue (gettext manual, "The Format of
// GNU MO Files"). Of a damaged one it takes what is whole. A translation with other
// verbs than its text is left out.
func parseCatalogue(b []byte) klistText {
	if len(b) < 20 || len(b) > 16<<20 {
		return nil
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case order.Uint32(b) == 0x950412de:
	case binary.BigEndian.Uint32(b) == 0x950412de:
		order = binary.BigEndian
	default:
		return nil
	}
	text := func(table uint32, i int) (string, bool) {
		at := int(table) + 8*i
		if at < 0 || at+8 > len(b) {
			return "", false
		}
		n, from := int(order.Uint32(b[at:])), int(order.Uint32(b[at+4:]))
		if n < 0 || from < 0 || n > len(b) || from > len(b)-n {
			return "", false
		}
		return string(b[from : from+n]), true
	}
	out := klistText{}
	for i := range min(int(order.Uint32(b[8:])), 100_000) {
		from, ok := text(order.Uint32(b[12:]), i)
		to, fine := text(order.Uint32(b[16:]), i)
		if !ok || !fine {
			break
		}
		if from != "" && to != "" && verbs(from) == verbs(to) {
			out[from] = to
		}
	}
	return out
}

// verbs are the conversions of a format.
func verbs(s string) string {
	var b strings.Builder
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '%' {
			b.WriteByte(s[i+1])
			i++
		}
	}
	return b.String()
}
