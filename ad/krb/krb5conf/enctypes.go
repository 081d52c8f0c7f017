package krb5conf

import (
	"slices"
	"strings"
)

// The encryption types that this program speaks, by the names that krb5.conf
// uses (RFC 3962, RFC 4757, RFC 8009). A family name stands for its members.
var etypeNames = map[string][]int32{
	"aes256-cts-hmac-sha1-96": {18}, "aes256-cts": {18}, "aes256-sha1": {18},
	"aes128-cts-hmac-sha1-96": {17}, "aes128-cts": {17}, "aes128-sha1": {17},
	"aes256-cts-hmac-sha384-192": {20}, "aes256-sha2": {20},
	"aes128-cts-hmac-sha256-128": {19}, "aes128-sha2": {19},
	"arcfour-hmac": {23}, "rc4-hmac": {23}, "arcfour-hmac-md5": {23},
	"aes": {18, 17, 20, 19}, "rc4": {23},
	"default": {18, 17, 20, 19, 23},
}

// etypes reads a list of encryption types. Unknown ones are noted and left
// out; nil means that the relation is absent, an empty list that it names nothing usable.
func (l *loader) etypes(n *node, name string) []int32 {
	v := first(n, name)
	if v == "" {
		return nil
	}
	out := []int32{}
	var unknown []string
	for _, w := range strings.FieldsFunc(v, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' }) {
		take := w[0] == '-'
		ids, ok := etypeNames[strings.ToLower(strings.TrimLeft(w, "+-"))]
		if !ok {
			unknown = append(unknown, w)
			continue
		}
		for _, id := range ids {
			out = slices.DeleteFunc(out, func(x int32) bool { return take && x == id })
			if !take && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	if len(unknown) > 0 {
		l.note(name + " names encryption types that are not used here: " + strings.Join(unknown, " "))
	}
	return out
}
