package lookup

import (
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"adwalk/ad"
)

// parseGUID reads a GUID as Windows writes it, with or without braces, into
// the sixteen bytes that a filter wants (MS-DTYP 2.3.4).
func parseGUID(s string) ([]byte, bool) {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "{"), "}")
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return nil, false
	}
	b, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	if err != nil || len(b) != 16 {
		return nil, false
	}
	b[0], b[1], b[2], b[3] = b[3], b[2], b[1], b[0]
	b[4], b[5] = b[5], b[4]
	b[6], b[7] = b[7], b[6]
	return b, true
}

// escapeBytes writes every byte as \xx, for binary values in a filter.
func escapeBytes(b []byte) string {
	const digits = "0123456789abcdef"
	out := make([]byte, 0, 3*len(b))
	for _, c := range b {
		out = append(out, '\\', digits[c>>4], digits[c&15])
	}
	return string(out)
}

// isKind says whether an error is a Problem of the kind.
func isKind(err error, kind ad.ProblemKind) bool {
	var p *ad.Problem
	return errors.As(err, &p) && p.Kind == kind
}

// ofDomain says whether a DN is one of the domain's own. A child domain's ends
// like its parent's: what counts is the whole domain part.
func ofDomain(dn, domain string) bool {
	parts := ad.SplitDN(dn)
	i := slices.IndexFunc(parts, func(p string) bool { return strings.HasPrefix(fold(p), "dc=") })
	return i >= 0 && fold(strings.Join(parts[i:], ",")) == fold(domain)
}
