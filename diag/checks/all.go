package checks

import (
	"slices"
	"strings"

	"adwalk/diag"
)

// All lists every check, sorted by code.
func All() []diag.Check {
	out := []diag.Check{
		accountDisabled, accountExpired, accountLocked, accountMissing, accountNoPassword,
		asaMissingOnMember, asaOldCredential, asaOtherAccount, authLogNTLM,
		clockSkew, directoryUnreachable, dnsCNAME,
		etypeDESOnly, etypeNoneCommon, etypeRC4Only, etypeUnset,
		kdcUnreachable, loginMissing,
		spnCoveredByHost, spnDuplicate, spnMalformed, spnMisplaced, spnMissing, spnUnicode,
		ticketKVNODiffers, ticketRefused, ticketWeakEType,
	}
	slices.SortFunc(out, func(a, b diag.Check) int { return strings.Compare(a.Code, b.Code) })
	return out
}

// ByCode maps every check by its code, as guide.Engine wants it.
func ByCode() map[string]diag.Check {
	out := map[string]diag.Check{}
	for _, c := range All() {
		out[c.Code] = c
	}
	return out
}
