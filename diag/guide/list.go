package guide

import (
	"strings"

	"adwalk/ad"
)

// list takes apart what was given for an input that takes several values: at
// commas and new lines, and at blanks unless they belong to the values. A
// distinguished name has commas of its own and may have spaces, so it stays whole,
// also behind "ARRAY=". With several of them on a line the next one begins where
// the domain's components end.
func list(value string, blanks bool) []string {
	var out []string
	for line := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == '\n' || r == '\r' }) {
		dn, tail := false, false // within a name, and within its domain's components
		for _, part := range ad.SplitDN(line) {
			part = strings.TrimSpace(part)
			_, behind, _ := strings.Cut(part, "=")
			switch own := ad.RDNType(part); {
			case own != "" && dn && (own == "DC" || !tail):
				out[len(out)-1] += "," + part
				tail = own == "DC"
			case own != "", ad.RDNType(behind) != "":
				out = append(out, part)
				dn, tail = true, own == "DC"
			case blanks && part != "":
				out = append(out, part)
				dn = false
			default:
				out = append(out, strings.Fields(part)...)
				dn = false
			}
		}
	}
	return out
}
