package ad

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
