package explain

import "fmt"

// status is a Windows status with its names: SECURITY_STATUS, NTSTATUS,
// HRESULT or Win32 error.
type status struct {
	value  uint32
	names  []string // the first is shown
	say    []string // the system's own words
	what   string
	family string
	also   []string
	causes []string
	next   []string
	guide  string
	weight int
}

func (s status) entry() entry {
	e := entry{what: s.what, family: s.family, also: s.also, causes: s.causes, next: s.next, guide: s.guide, weight: s.weight}
	e.codes = []string{fmt.Sprintf("%s (0x%08x)", s.names[0], s.value)}
	for _, n := range s.names {
		e.say = append(e.say, lower(n))
		if len(n) > 7 && n[:7] == "STATUS_" {
			e.say = append(e.say, "nt_"+lower(n))
		}
	}
	e.say = append(e.say, s.say...)
	if s.value >= 0x10000 {
		e.say = append(e.say, forms(s.value)...)
	}
	return e
}

// sspi are the answers of Windows' security packages (winerror.h, facility 9).
var sspi = []status{
	{value: 0x80090300, names: []string{"SEC_E_INSUFFICIENT_MEMORY"}, what: "The security package ran out of memory, or of what the token may hold.", family: tokenSize, weight: usual - 10},
	{value: 0x80090301, names: []string{"SEC_E_INVALID_HANDLE"}, what: "The security context is not valid any more.", family: generic, weight: weak + 10},
	{value: 0x80090302, names: []string{"SEC_E_UNSUPPORTED_FUNCTION", "SEC_E_NOT_SUPPORTED"}, say: []string{"the function requested is not supported"}, what: "The security package does not support what was asked for.", family: policy, also: []string{ntlmFallback},
		causes: []string{"NTLM is forbidden by policy and Kerberos was not possible", "for remote desktop: one side lacks an update of CredSSP"}},
	{value: 0x80090303, names: []string{"SEC_E_TARGET_UNKNOWN"}, say: []string{"the specified target is unknown or unreachable", "specified target is unknown or unreachable", "target unknown", "targetunknown"}, what: "Windows could get no ticket for the name: no account holds the SPN, or no KDC could be reached.", family: spnMissing, also: []string{kdcUnreachable}, weight: usual + 5},
	{value: 0x80090304, names: []string{"SEC_E_INTERNAL_ERROR"}, say: []string{"the local security authority cannot be contacted"}, what: "The local security authority could not do it.", family: generic, also: []string{kdcUnreachable, passwordExpiry}, weight: usual - 15,
		causes: []string{"for remote desktop: the password has expired or must be changed, or the name or account is not valid for network level authentication"}},
	{value: 0x80090305, names: []string{"SEC_E_SECPKG_NOT_FOUND"}, say: []string{"the requested security package does not exist"}, what: "The security package does not exist.", family: mechanism},
	{value: 0x80090306, names: []string{"SEC_E_NOT_OWNER"}, what: "The caller does not own the credentials.", family: noCredentials},
	{value: 0x80090308, names: []string{"SEC_E_INVALID_TOKEN"}, say: []string{"the token supplied to the function is invalid", "the token supplied to the function was invalid", "invalid token ~ acceptsecuritycontext"}, what: "The token is not valid: often a Kerberos token that the service account cannot decrypt, or a token of another mechanism.", family: wrongKey, also: []string{ntlmFallback, channelBinding}, weight: usual - 12},
	{value: 0x80090309, names: []string{"SEC_E_CANNOT_INSTALL"}, what: "The security package could not be set up.", family: generic},
	{value: 0x8009030B, names: []string{"SEC_E_NO_IMPERSONATION"}, say: []string{"no impersonation is allowed for this context"}, what: "The service may not act for the user.", family: delegation},
	{value: 0x8009030C, names: []string{"SEC_E_LOGON_DENIED"}, say: []string{"the logon attempt failed", "logondenied"}, what: "The logon attempt was refused.", family: badPassword, also: []string{ntlmLoopback, smtpAuth}},
	{value: 0x8009030D, names: []string{"SEC_E_UNKNOWN_CREDENTIALS"}, say: []string{"the credentials supplied to the package were not recognized"}, what: "The credentials were not recognised by the package.", family: noCredentials, causes: []string{"the program may not read the private key or the credentials given to it"}},
	{value: 0x8009030E, names: []string{"SEC_E_NO_CREDENTIALS"}, say: []string{"no credentials are available in the security package", "nocredentials"}, what: "The security package has no credentials to use.", family: noCredentials, also: []string{doubleHop}, weight: usual + 5},
	{value: 0x8009030F, names: []string{"SEC_E_MESSAGE_ALTERED"}, say: []string{"the message or signature supplied for verification has been altered"}, what: "The message was altered, or the key is another one.", family: wrongKey},
	{value: 0x80090310, names: []string{"SEC_E_OUT_OF_SEQUENCE"}, what: "The message is out of sequence.", family: replay},
	{value: 0x80090311, names: []string{"SEC_E_NO_AUTHENTICATING_AUTHORITY"}, say: []string{"no authority could be contacted for authentication", "noauthenticatingauthority", "the system cannot contact a domain controller to service the authentication request"}, what: "No domain controller could be reached to authenticate.", family: kdcUnreachable, weight: usual + 5},
	{value: 0x80090315, names: []string{"SEC_E_QOP_NOT_SUPPORTED"}, what: "The protection asked for is not supported.", family: ldapSigning},
	{value: 0x80090317, names: []string{"SEC_E_CONTEXT_EXPIRED"}, what: "The security context has expired.", family: expired},
	{value: 0x80090318, names: []string{"SEC_E_INCOMPLETE_MESSAGE"}, what: "The message is incomplete.", family: tlsTrouble, weight: weak + 5},
	{value: 0x80090320, names: []string{"SEC_E_INCOMPLETE_CREDENTIALS"}, what: "The credentials are incomplete: the server wants a client certificate.", family: tlsTrouble},
	{value: 0x80090321, names: []string{"SEC_E_BUFFER_TOO_SMALL"}, say: []string{"the buffers supplied to a function was too small", "the buffers supplied to a function were too small"}, what: "The token does not fit the buffer.", family: tokenSize},
	{value: 0x80090322, names: []string{"SEC_E_WRONG_PRINCIPAL"}, say: []string{"the target principal name is incorrect", "target principal name is incorrect", "wrongprincipal", "der zielprinzipalname ist falsch", "nome dell'entit~ di destinazione", "nome principal de destino est~ incorreto", "nom principal cible incorrect", "nom de la cible principale est incorrect", "le nom principal de la cible est incorrect", "nom principal de destination est incorrect", "nombre de entidad de seguridad de destino ~ incorrecto", "nombre principal de destino ~ incorrecto", "nome dell'entita di destinazione ~ non corretto",
		"nome da entidade de destino esta incorreto"}, what: "The service that answered could not use the ticket: the SPN belongs to another account than the one the service runs as.", family: wrongKey, also: []string{spnDuplicate, spnMissing}, weight: usual + 5,
		next: []string{"where this comes from TLS instead (a certificate): compare the name in the certificate with the one used"}},
	{value: 0x80090324, names: []string{"SEC_E_TIME_SKEW"}, say: []string{"the clocks on the client and server machines are skewed", "timeskew"}, what: "The clocks differ too much.", family: clock},
	{value: 0x80090325, names: []string{"SEC_E_UNTRUSTED_ROOT"}, say: []string{"the certificate chain was issued by an authority that is not trusted"}, what: "The certificate's authority is not trusted.", family: tlsTrouble},
	{value: 0x80090326, names: []string{"SEC_E_ILLEGAL_MESSAGE"}, say: []string{"the message received was unexpected or badly formatted"}, what: "The message was unexpected.", family: tlsTrouble},
	{value: 0x80090327, names: []string{"SEC_E_CERT_UNKNOWN"}, what: "Something about the certificate is wrong.", family: tlsTrouble},
	{value: 0x80090328, names: []string{"SEC_E_CERT_EXPIRED"}, say: []string{"the received certificate has expired"}, what: "The certificate has expired.", family: tlsTrouble},
	{value: 0x80090329, names: []string{"SEC_E_ENCRYPT_FAILURE"}, what: "Encrypting failed.", family: generic},
	{value: 0x80090330, names: []string{"SEC_E_DECRYPT_FAILURE"}, say: []string{"the specified data could not be decrypted"}, what: "The data could not be decrypted.", family: wrongKey},
	{value: 0x80090331, names: []string{"SEC_E_ALGORITHM_MISMATCH"}, say: []string{"do not possess a common algorithm"}, what: "The two sides have no algorithm in common.", family: tlsTrouble, also: []string{noCommonEType}},
	{value: 0x80090332, names: []string{"SEC_E_SECURITY_QOS_FAILED"}, what: "The required protection could not be established.", family: generic},
	{value: 0x80090333, names: []string{"SEC_E_UNFINISHED_CONTEXT_DELETED"}, what: "The authentication was broken off.", family: generic},
	{value: 0x80090334, names: []string{"SEC_E_NO_TGT_REPLY"}, say: []string{"the client is trying to negotiate a context and the server requires user-to-user"}, what: "User-to-user authentication is required, and the server sent no login.", family: userToUser},
	{value: 0x80090335, names: []string{"SEC_E_NO_IP_ADDRESSES"}, what: "The machine has no address to put into the request.", family: dns},
	{value: 0x80090336, names: []string{"SEC_E_WRONG_CREDENTIAL_HANDLE"}, what: "The credentials do not belong to this context.", family: noCredentials},
	{value: 0x80090337, names: []string{"SEC_E_CRYPTO_SYSTEM_INVALID"}, what: "The algorithms cannot be used together, for example under FIPS rules.", family: noCommonEType},
	{value: 0x80090338, names: []string{"SEC_E_MAX_REFERRALS_EXCEEDED"}, say: []string{"the number of maximum ticket referrals has been exceeded"}, what: "The referrals between realms go on without an end.", family: trust},
	{value: 0x80090339, names: []string{"SEC_E_MUST_BE_KDC"}, say: []string{"the local machine must be a kerberos kdc"}, what: "The domain controller does not work as a KDC.", family: kdcUnreachable, causes: []string{"the Key Distribution Center service is stopped or disabled on the domain controller"}},
	{value: 0x8009033A, names: []string{"SEC_E_STRONG_CRYPTO_NOT_SUPPORTED"}, what: "Strong cryptography is required and not supported.", family: noCommonEType},
	{value: 0x8009033B, names: []string{"SEC_E_TOO_MANY_PRINCIPALS"}, say: []string{"the kdc reply contained more than one principal name"}, what: "The KDC's answer names more than one principal.", family: spnDuplicate},
	{value: 0x8009033C, names: []string{"SEC_E_NO_PA_DATA"}, what: "The answer lacks pre-authentication data.", family: generic},
	{value: 0x8009033D, names: []string{"SEC_E_PKINIT_NAME_MISMATCH"}, what: "The name in the client's certificate does not fit.", family: pkinit},
	{value: 0x8009033E, names: []string{"SEC_E_SMARTCARD_LOGON_REQUIRED"}, say: []string{"smartcard logon is required and was not used", "smart card logon is required and was not used"}, what: "The account may log on with a smart card only.", family: policy},
	{value: 0x8009033F, names: []string{"SEC_E_SHUTDOWN_IN_PROGRESS"}, what: "The system is shutting down.", family: generic},
	{value: 0x80090340, names: []string{"SEC_E_KDC_INVALID_REQUEST"}, say: []string{"an invalid request was sent to the kdc"}, what: "The KDC found the request invalid.", family: generic},
	{value: 0x80090341, names: []string{"SEC_E_KDC_UNABLE_TO_REFER"}, say: []string{"the kdc was unable to generate a referral for the service requested"}, what: "The KDC could not say which realm holds the service.", family: trust, also: []string{spnMissing}},
	{value: 0x80090342, names: []string{"SEC_E_KDC_UNKNOWN_ETYPE"}, say: []string{"the encryption type requested is not supported by the kdc", "kdcunknownencryptiontype", "kdc_unknown_etype", "requested encryption type is not supported by the kdc", "verschlusselungstyp wird vom kdc nicht unterstutzt", "type de chiffrement ~ kdc"}, what: "The KDC does not support the encryption type.", family: noCommonEType, weight: usual + 6},
	{value: 0x80090343, names: []string{"SEC_E_UNSUPPORTED_PREAUTH"}, say: []string{"an unsupported preauthentication mechanism was presented*"}, what: "The KDC does not support this kind of pre-authentication.", family: pkinit},
	{value: 0x80090345, names: []string{"SEC_E_DELEGATION_REQUIRED"}, say: []string{"the requested operation cannot be completed. the computer must be trusted for delegation*", "the computer must be trusted for delegation"}, what: "The computer or account must be trusted for delegation.", family: delegation, weight: usual + 5},
	{value: 0x80090346, names: []string{"SEC_E_BAD_BINDINGS"}, say: []string{"client's supplied sspi channel bindings were incorrect", "channel bindings were incorrect", "sspi channel bindings"}, what: "The channel binding of the client is wrong or missing.", family: channelBinding, weight: usual + 5},
	{value: 0x80090347, names: []string{"SEC_E_MULTIPLE_ACCOUNTS"}, say: []string{"the received certificate was mapped to multiple accounts"}, what: "The certificate maps to several accounts.", family: pkinit},
	{value: 0x80090348, names: []string{"SEC_E_NO_KERB_KEY"}, what: "There is no Kerberos key for the account.", family: noKey},
	{value: 0x80090349, names: []string{"SEC_E_CERT_WRONG_USAGE"}, what: "The certificate is not valid for this usage.", family: pkinit},
	{value: 0x80090350, names: []string{"SEC_E_DOWNGRADE_DETECTED"}, say: []string{"the system cannot contact a domain controller to service the authentication request", "the system detected a possible attempt to compromise security"}, what: "Windows saw a downgrade to NTLM and refused it: no domain controller could be reached for Kerberos.", family: kdcUnreachable, also: []string{ntlmFallback}},
	{value: 0x80090351, names: []string{"SEC_E_SMARTCARD_CERT_REVOKED"}, what: "The smart card's certificate is revoked.", family: pkinit},
	{value: 0x80090352, names: []string{"SEC_E_ISSUING_CA_UNTRUSTED"}, what: "The issuer of the certificate is not trusted.", family: pkinit},
	{value: 0x80090353, names: []string{"SEC_E_REVOCATION_OFFLINE_C"}, what: "The revocation list cannot be reached.", family: pkinit},
	{value: 0x80090354, names: []string{"SEC_E_PKINIT_CLIENT_FAILURE"}, what: "Certificate logon failed on the client.", family: pkinit},
	{value: 0x80090355, names: []string{"SEC_E_SMARTCARD_CERT_EXPIRED"}, what: "The smart card's certificate has expired.", family: pkinit},
	{value: 0x80090356, names: []string{"SEC_E_NO_S4U_PROT_SUPPORT"}, say: []string{"the kerberos subsystem encountered an error. a service for user protocol request was made*", "service for user"}, what: "The domain controller does not support acting for a user.", family: delegation},
	{value: 0x80090357, names: []string{"SEC_E_CROSSREALM_DELEGATION_FAILURE"}, say: []string{"an attempt was made by this server to make a kerberos constrained delegation request for a target outside of the server realm*", "for a target outside of the server realm", "constrained delegation request for a target outside"}, what: "Constrained delegation was tried across realms, which only the resource-based kind allows.", family: delegation},
	{value: 0x80090358, names: []string{"SEC_E_REVOCATION_OFFLINE_KDC"}, what: "The revocation list of the KDC's certificate cannot be reached.", family: pkinit},
	{value: 0x80090359, names: []string{"SEC_E_ISSUING_CA_UNTRUSTED_KDC"}, what: "The issuer of the KDC's certificate is not trusted.", family: pkinit},
	{value: 0x8009035A, names: []string{"SEC_E_KDC_CERT_EXPIRED"}, what: "The KDC's certificate has expired.", family: pkinit},
	{value: 0x8009035B, names: []string{"SEC_E_KDC_CERT_REVOKED"}, what: "The KDC's certificate is revoked.", family: pkinit},
	{value: 0x8009035D, names: []string{"SEC_E_INVALID_PARAMETER"}, what: "A parameter of the security function is invalid.", family: generic, weight: weak + 5},
	{value: 0x8009035E, names: []string{"SEC_E_DELEGATION_POLICY"}, say: []string{"the client policy does not allow credential delegation to the target server", "does not allow credential delegation"}, what: "The client's policy does not allow it to hand credentials to that server.", family: delegation, next: []string{"read the policies under Credentials Delegation on the client"}},
	{value: 0x8009035F, names: []string{"SEC_E_POLICY_NLTM_ONLY", "SEC_E_POLICY_NTLM_ONLY"}, what: "The client's policy does not allow delegation with NTLM alone.", family: ntlmFallback, also: []string{delegation}},
	{value: 0x80090363, names: []string{"SEC_E_MUTUAL_AUTH_FAILED"}, what: "Mutual authentication failed.", family: wrongKey},
	{value: 0x80090369, names: []string{"SEC_E_INVALID_UPN_NAME"}, what: "The user's UPN is invalid.", family: unknownClient},
	{value: 0x80090365, names: []string{"SEC_E_ONLY_HTTPS_ALLOWED"}, what: "Only HTTPS is allowed.", family: policy},
	{value: 0x80090361, names: []string{"SEC_E_NO_CONTEXT"}, what: "There is no security context.", family: generic},
}
