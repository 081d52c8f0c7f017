package store

import (
	"strings"

	"github.com/go-ldap/ldap/v3"
)

// maxDN bounds a distinguished name from the wire, in bytes.
const maxDN = 4096

// NormDN gives the key under which two distinguished names are one: types and
// values in lower case, one comma between components. ok is false for text that
// is no distinguished name. The empty name is valid and stays empty.
func NormDN(dn string) (norm string, ok bool) {
	if dn == "" {
		return "", true
	}
	if len(dn) > maxDN {
		return "", false
	}
	parsed, err := ldap.ParseDN(dn)
	if err != nil {
		return "", false
	}
	parts := make([]string, 0, len(parsed.RDNs))
	for _, r := range parsed.RDNs {
		one := make([]string, 0, len(r.Attributes))
		for _, a := range r.Attributes {
			one = append(one, strings.ToLower(a.Type)+"="+escapeRDN(strings.ToLower(a.Value)))
		}
		parts = append(parts, strings.Join(one, "+"))
	}
	return strings.Join(parts, ","), true
}

// RDN returns type and value of the first component of a valid name.
func RDN(dn string) (attribute, value string) {
	parsed, err := ldap.ParseDN(dn)
	if err != nil || len(parsed.RDNs) == 0 || len(parsed.RDNs[0].Attributes) == 0 {
		return "", ""
	}
	a := parsed.RDNs[0].Attributes[0]
	return a.Type, a.Value
}

// EscapeRDN escapes a value for use in a distinguished name (RFC 4514 2.4).
func EscapeRDN(v string) string { return escapeRDN(v) }

func escapeRDN(v string) string {
	var b strings.Builder
	for i, r := range v {
		edge := (r == ' ' && (i == 0 || i == len(v)-1)) || (r == '#' && i == 0)
		if edge || strings.ContainsRune(`,+"\<>;=`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// parentNorm cuts the first component off a normalised name.
func parentNorm(norm string) string {
	for i := 0; i < len(norm); i++ {
		switch norm[i] {
		case '\\':
			i++
		case ',':
			return norm[i+1:]
		}
	}
	return ""
}

// under says whether a normalised name is the base or lies below it.
func under(norm, base string) bool {
	above, below := strings.CutSuffix(norm, ","+base)
	return base == "" || norm == base || below && !escapedNext(above)
}

// escapedNext says whether the character behind a text belongs to a value: an odd number
// of backslashes stands before it.
func escapedNext(text string) bool {
	return (len(text)-len(strings.TrimRight(text, `\`)))%2 == 1
}
