package probe

import (
	"encoding/base64"
	"strings"
)

// challenge is one offer of a WWW-Authenticate field (RFC 9110 11.6.1).
type challenge struct {
	scheme string
	token  string // what follows, when it is no list of parameters
}

// maxChallenges bounds how many are read from one answer.
const maxChallenges = 32

// parseChallenges takes the fields of an answer apart. A field may hold several
// challenges, and a challenge commas of its own.
func parseChallenges(fields []string) []challenge {
	var out []challenge
	for _, f := range fields {
		for _, part := range splitUnquoted(f) {
			part = strings.Trim(part, " \t")
			first, rest, _ := strings.Cut(part, " ")
			if first == "" || strings.ContainsAny(first, `="`) {
				continue // a further parameter of the challenge before
			}
			if len(out) == maxChallenges {
				return out
			}
			out = append(out, challenge{scheme: first, token: strings.Trim(rest, " \t")})
		}
	}
	return out
}

// splitUnquoted splits at commas outside quoted strings.
func splitUnquoted(s string) []string {
	var out []string
	begin, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case quoted && s[i] == '\\':
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ',' && !quoted:
			out, begin = append(out, s[begin:i]), i+1
		}
	}
	return append(out, s[min(begin, len(s)):])
}

// find returns the first challenge of a scheme.
func find(challenges []challenge, scheme string) (challenge, bool) {
	for _, c := range challenges {
		if strings.EqualFold(c.scheme, scheme) {
			return c, true
		}
	}
	return challenge{}, false
}

// schemesOf names the schemes once each, in their order.
func schemesOf(challenges []challenge) []string {
	var out []string
	for _, c := range challenges {
		known := false
		for _, o := range out {
			known = known || strings.EqualFold(o, c.scheme)
		}
		if !known {
			out = append(out, c.scheme)
		}
	}
	return out
}

// decodeToken reads a token in base64, with or without padding.
func decodeToken(s string) ([]byte, error) {
	return base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
}
