package explain

import (
	"slices"

	"adwalk/diag/codes"
)

// outcomes are the families that say why Kerberos could not be used on the client's
// side: NTLM after them is what the client did next, and not the cause.
var outcomes = []string{codes.KDCUnreachable, codes.SPNMissing, codes.NoCredentials, codes.UnknownClient, codes.WrongRealm, codes.DNS, codes.Clock, codes.Expired, codes.BadPassword, codes.PasswordExpiry, codes.Locked, codes.Disabled, codes.NoCommonEType, codes.Trust}

// behind is how far NTLM stays behind the reason for it.
const behind = 8

// consequence puts the fall back to NTLM behind the Kerberos error that led to it.
// Where a server looks at an NTLM token it is the other way round: what the server
// lacks follows from the token.
func consequence(s string, hits []hit) []hit {
	if ntlmToken(s) {
		return hits
	}
	reason := 0
	for _, h := range hits {
		if h.weight >= codes.Usual-10 && h.entry.Code > 0 && slices.Contains(outcomes, h.entry.Family) || h.entry.Family == codes.KDCUnreachable {
			reason = max(reason, h.weight)
		}
	}
	if reason == 0 {
		return hits
	}
	for i := range hits {
		if hits[i].entry.Family == codes.NTLMFallback {
			hits[i].weight = min(hits[i].weight, reason-behind)
		}
	}
	return hits
}
