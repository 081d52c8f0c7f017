package ad

import "strings"

// SplitDN splits a distinguished name at its commas, leaving escaped ones
// (RFC 4514 2.4) where they are. Parts keep their escapes.
func SplitDN(dn string) []string {
	if dn == "" {
		return nil
	}
	var parts []string
	start := 0
	for i := 0; i < len(dn); i++ {
		switch dn[i] {
		case '\\':
			i++
		case ',':
			parts = append(parts, dn[start:i])
			start = i + 1
		}
	}
	return append(parts, dn[start:])
}

// RDNType returns the attribute that the first component of a distinguished
// name is made of, CN, OU, DC, O or L in capital letters, and "" for any other
// text.
func RDNType(s string) string {
	attribute, value, _ := strings.Cut(s, "=")
	switch attribute = strings.ToUpper(strings.TrimSpace(attribute)); attribute {
	case "CN", "OU", "DC", "O", "L":
		if value != "" {
			return attribute
		}
	}
	return ""
}

// RDNValue is the value of the n-th part of a distinguished name, counted from the
// object: "WEB1" of "CN=WEB1,OU=Servers,DC=contoso,DC=lab" and 0. It is "" where there
// is none.
func RDNValue(dn string, n int) string {
	parts := SplitDN(dn)
	if n >= len(parts) {
		return ""
	}
	_, value, _ := strings.Cut(parts[n], "=")
	return value
}

// DNSDomain is the domain of a DN as DNS writes it: contoso.lab. It is "" for a DN
// outside any domain.
func DNSDomain(dn string) string {
	var labels []string
	for _, part := range SplitDN(dn) {
		if attribute, label, ok := strings.Cut(part, "="); ok && strings.EqualFold(strings.TrimSpace(attribute), "DC") {
			labels = append(labels, strings.TrimSpace(label))
		}
	}
	return strings.Join(labels, ".")
}
