package uitest

import (
	"strings"

	"adwalk/ad"
)

// matches evaluates the filters that the console's searches are made of: and,
// or, not, presence, equality and stars.
func matches(filter string, e ad.Entry) bool {
	ok, _ := eval(filter, e)
	return ok
}

func eval(f string, e ad.Entry) (ok bool, rest string) {
	f = strings.TrimPrefix(f, "(")
	if f == "" {
		return true, ""
	}
	switch f[0] {
	case '&', '|', '!':
		op := f[0]
		f = f[1:]
		all, any := true, false
		for strings.HasPrefix(f, "(") {
			var one bool
			one, f = eval(f, e)
			all, any = all && one, any || one
		}
		f = strings.TrimPrefix(f, ")")
		return op == '&' && all || op == '|' && any || op == '!' && !any, f
	}
	item, rest, _ := strings.Cut(f, ")")
	name, want, _ := strings.Cut(item, "=")
	if strings.HasSuffix(name, ":") {
		return false, rest
	}
	for _, v := range e.Texts(name) {
		if star(strings.ToLower(want), strings.ToLower(v)) {
			return true, rest
		}
	}
	return false, rest
}

// star matches a filter value, in which foreign characters are escaped.
func star(p, s string) bool {
	parts := strings.Split(p, "*")
	for i := range parts {
		parts[i] = unescape(parts[i])
	}
	if len(parts) == 1 {
		return parts[0] == s
	}
	if !strings.HasPrefix(s, parts[0]) {
		return false
	}
	s = s[len(parts[0]):]
	for _, p := range parts[1 : len(parts)-1] {
		i := strings.Index(s, p)
		if i < 0 {
			return false
		}
		s = s[i+len(p):]
	}
	return strings.HasSuffix(s, parts[len(parts)-1])
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+2 < len(s) {
			const hex = "0123456789abcdef"
			hi, lo := strings.IndexByte(hex, s[i+1]|0x20), strings.IndexByte(hex, s[i+2]|0x20)
			b.WriteByte(byte(hi<<4 | lo))
			i += 2
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
