package app

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// Glyph is the mark before a verdict; the word always stands beside it.
func Glyph(v diag.Verdict) string {
	switch v {
	case diag.OK, diag.CoveredByHost:
		return "✓"
	case diag.NotChecked:
		return "?"
	}
	return "✗"
}

// StatusGlyph is the mark before a step.
func StatusGlyph(st diag.Status) string {
	switch st {
	case diag.Pass:
		return "✓"
	case diag.Fail, diag.Crashed:
		return "✗"
	case diag.Manual:
		return "·"
	case diag.Skipped:
		return "-"
	case diag.Blocked:
		return "!"
	}
	return "?"
}

// ParseETypes reads --etypes.
func ParseETypes(names []string) ([]ad.EType, error) {
	known := map[string]ad.EType{"aes256": ad.ETypeAES256, "aes128": ad.ETypeAES128, "rc4": ad.ETypeRC4,
		"aes256-cts-hmac-sha1-96": ad.ETypeAES256, "aes128-cts-hmac-sha1-96": ad.ETypeAES128, "arcfour-hmac": ad.ETypeRC4}
	var out []ad.EType
	for _, n := range names {
		e, ok := known[strings.ToLower(strings.TrimSpace(n))]
		if !ok {
			return nil, Usage("--etypes "+n, "it is not an enctype that can be asked for", "choose among aes256, aes128 and rc4")
		}
		out = append(out, e)
	}
	return out, nil
}
