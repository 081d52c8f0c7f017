package checks

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/fix"
)

// All lists every check, sorted by code.
func All() []diag.Check {
	out := []diag.Check{
		accountDisabled, accountExpired, accountLocked, accountMissing, accountNoPassword,
		asaMissingOnMember, asaOldCredential, asaOtherAccount, authLogNTLM,
		cacheExpired, cacheOldTicket, cacheUnreadable, clientNameDiffers,
		clockSkew, directoryUnreachable, dnsCNAME, dnsIPLiteral, dnsUnresolved,
		delegationEntryMissing, delegationListLimit, delegationOpenResource, delegationOtherDomain, delegationProofFailed,
		delegationTargetDisabled, delegationTargetDuplicate, delegationTargetMissing, delegationTransitionMissing,
		delegationTrusteeUnknown, delegationTwinMissing, delegationUnconstrained, delegationUserProtected,
		etypeDESOnly, etypeNoAESKey, etypeNoneCommon, etypeRC4Only, etypeUnset,
		dfsNoTarget, gmsaHostNotAllowed, gmsaNoneAllowed, gmsaNotManaged, exchange2003AES, exchangeBackEndDown, exchangeFileOld,
		keytabUnreadable, keytabEmpty, keytabFileMode, keytabCase, keytabRealm, keytabHost, keytabNoEntry, keytabKVNOBehind, keytabKVNOAhead, keytabKVNOZero, keytabEType,
		keytabSalt, keytabOtherAccount, keytabWrongKey, keytabMixedAges, keytabPolicy,
		kdcUnreachable, krb5confInvalid, ldapSigningOff, ldapBindingOff, ldapBindingOptional, ldapTLSMissing, ldapClientSimple, ldapClientUnsigned, ldapClientNoToken, loginMissing, mapiExchangeProvider, mapiOutlookOnExchange, ntlmByAddress, ntlmDirect, ntlmFallback, machineClone, machineDNSDiffers, machinePasswordOld, replicaDiffers,
		secondHop, secondHopUser,
		serviceNoNegotiate, serviceRefusesTicket, serviceRefusesUser, smtpEType, smtpLoopback,
		sqlBrowserSilent, sqlInstanceUnknown, sqlPortMoved,
		spnAliasConflict, spnCoveredByHost, spnDuplicate, spnLookAlike, spnMalformed, spnMisplaced, spnMissing, spnUnicode, spnUniquenessOff,
		ticketControllersDiffer, ticketKVNODiffers, ticketRefused, ticketWeakEType, tokenSize, trustRC4Only, trustMissing, trustDirection, trustSelective, trustKeyDiffers, spnTwoRealms, webBasicNoTLS,
	}
	slices.SortFunc(out, func(a, b diag.Check) int { return strings.Compare(a.Code, b.Code) })
	return out
}

// Plans are made by what the checks declare.
func init() {
	for _, c := range All() {
		if c.Fix != nil {
			fix.Register(c.Code, c.Fix)
		}
	}
}

// ByCode maps every check by its code, as guide.Engine wants it.
func ByCode() map[string]diag.Check {
	out := map[string]diag.Check{}
	for _, c := range All() {
		out[c.Code] = c
	}
	return out
}
