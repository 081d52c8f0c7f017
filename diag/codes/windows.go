package codes

import "fmt"

// status is a Windows status with its names: SECURITY_STATUS, NTSTATUS,
// HRESULT or Win32 error.
type status struct {
	Value  uint32
	Names  []string // the first is shown
	Say    []string // the system's own words
	What   string
	Family string
	Also   []string
	Causes []string
	Next   []string
	Guide  string
	Weight int
}

func (s status) entry() Entry {
	e := Entry{What: s.What, Family: s.Family, Also: s.Also, Causes: s.Causes, Next: s.Next, Guide: s.Guide, Weight: s.Weight}
	e.Codes = []string{fmt.Sprintf("%s (0x%08x)", s.Names[0], s.Value)}
	for _, n := range s.Names {
		e.Say = append(e.Say, lower(n))
		e.Say = append(e.Say, statusSentences[n]...)
		if len(n) > 7 && n[:7] == "STATUS_" {
			e.Say = append(e.Say, "nt_"+lower(n))
		}
	}
	e.Say = append(append(e.Say, werr(s.Names)...), s.Say...)
	if s.Value >= 0x10000 {
		e.Say = append(e.Say, forms(s.Value)...)
	}
	return e
}

// sspi are the answers of Windows' security packages (winerror.h, facility 9).
var sspi = []status{
	{Value: 0x80090300, Names: []string{"SEC_E_INSUFFICIENT_MEMORY"}, What: "The security package ran out of memory, or of what the token may hold.", Family: TokenSize, Weight: usual - 10},
	{Value: 0x80090301, Names: []string{"SEC_E_INVALID_HANDLE"}, What: "The security context is not valid any more.", Family: Generic, Weight: weak + 10},
	{Value: 0x80090302, Names: []string{"SEC_E_UNSUPPORTED_FUNCTION", "SEC_E_NOT_SUPPORTED"}, What: "The security package does not support what was asked for: mostly NTLM, which is restricted here.", Family: NTLMFallback, Also: []string{Policy},
		Causes: []string{"NTLM is forbidden by policy and Kerberos was not possible", "for remote desktop: one side lacks an update of CredSSP"}},
	{Value: 0x80090303, Names: []string{"SEC_E_TARGET_UNKNOWN"}, Say: []string{"the specified target is unknown or unreachable", "specified target is unknown or unreachable", "target unknown", "targetunknown", "the specified principle is not known in the authentication system"}, What: "Windows could get no ticket: no account has the SPN, or no KDC could be reached.", Family: SPNMissing, Also: []string{KDCUnreachable}, Weight: usual + 5},
	{Value: 0x80090304, Names: []string{"SEC_E_INTERNAL_ERROR"}, Say: []string{"the local security authority cannot be contacted"}, What: "The local security authority could not do it.", Family: Generic, Also: []string{KDCUnreachable, PasswordExpiry}, Weight: usual - 15,
		Causes: []string{"for remote desktop: the password has expired or must be changed, or the name or account is not valid for network level authentication"}},
	{Value: 0x80090305, Names: []string{"SEC_E_SECPKG_NOT_FOUND"}, Say: []string{"the requested security package does not exist"}, What: "The security package does not exist.", Family: Mechanism},
	{Value: 0x80090306, Names: []string{"SEC_E_NOT_OWNER"}, What: "The caller does not own the credentials.", Family: NoCredentials},
	{Value: 0x80090308, Names: []string{"SEC_E_INVALID_TOKEN"}, Say: []string{"the token supplied to the function is invalid", "the token supplied to the function was invalid", "token sent to the function is invalid", "invalid token ~ acceptsecuritycontext"}, What: "The token is not valid: often a Kerberos token that the service account cannot decrypt, or a token of another mechanism.", Family: WrongKey, Also: []string{NTLMFallback, ChannelBinding}, Weight: usual - 12},
	{Value: 0x80090309, Names: []string{"SEC_E_CANNOT_INSTALL"}, What: "The security package could not be set up.", Family: Generic},
	{Value: 0x8009030B, Names: []string{"SEC_E_NO_IMPERSONATION"}, Say: []string{"no impersonation is allowed for this context"}, What: "The service may not impersonate the user.", Family: Delegation},
	{Value: 0x8009030C, Names: []string{"SEC_E_LOGON_DENIED"}, Say: []string{"the logon attempt failed", "logondenied"}, What: "The logon attempt was refused.", Family: BadPassword, Also: []string{NTLMLoopback, SMTPAuth}},
	{Value: 0x8009030D, Names: []string{"SEC_E_UNKNOWN_CREDENTIALS"}, Say: []string{"the credentials supplied to the package were not recognized"}, What: "The credentials were not recognised by the package.", Family: NoCredentials, Causes: []string{"the program may not read the private key or the credentials given to it"}},
	{Value: 0x8009030E, Names: []string{"SEC_E_NO_CREDENTIALS"}, Say: []string{"no credentials are available in the security package", "nocredentials"}, What: "The security package has no credentials to use.", Family: NoCredentials, Also: []string{DoubleHop}, Weight: usual + 5},
	{Value: 0x8009030F, Names: []string{"SEC_E_MESSAGE_ALTERED"}, Say: []string{"the message or signature supplied for verification has been altered"}, What: "The message was altered, or the key is a different one.", Family: WrongKey},
	{Value: 0x80090310, Names: []string{"SEC_E_OUT_OF_SEQUENCE"}, What: "The message is out of sequence.", Family: Replay},
	{Value: 0x80090311, Names: []string{"SEC_E_NO_AUTHENTICATING_AUTHORITY"}, Say: []string{"no authority could be contacted for authentication", "noauthenticatingauthority", "the system cannot contact a domain controller to service the authentication request"}, What: "No domain controller could be reached to authenticate.", Family: KDCUnreachable, Weight: usual + 5},
	{Value: 0x80090315, Names: []string{"SEC_E_QOP_NOT_SUPPORTED"}, What: "The protection asked for is not supported.", Family: LDAPSigning},
	{Value: 0x80090317, Names: []string{"SEC_E_CONTEXT_EXPIRED"}, What: "The security context has expired.", Family: Expired},
	{Value: 0x80090318, Names: []string{"SEC_E_INCOMPLETE_MESSAGE"}, What: "The message is incomplete.", Family: TLS, Weight: weak + 5},
	{Value: 0x80090320, Names: []string{"SEC_E_INCOMPLETE_CREDENTIALS"}, What: "The credentials are incomplete: the server wants a client certificate.", Family: TLS},
	{Value: 0x80090321, Names: []string{"SEC_E_BUFFER_TOO_SMALL"}, Say: []string{"the buffers supplied to a function was too small", "the buffers supplied to a function were too small"}, What: "The token does not fit the buffer.", Family: TokenSize},
	{Value: 0x80090322, Names: []string{"SEC_E_WRONG_PRINCIPAL"}, Say: []string{"the target principal name is incorrect", "target principal name is incorrect", "wrongprincipal", "der zielprinzipalname ist falsch", "nome dell'entit~ di destinazione", "nome principal de destino est~ incorreto", "nom principal cible incorrect", "nom de la cible principale est incorrect", "le nom principal de la cible est incorrect", "nom principal de destination est incorrect", "nombre de entidad de seguridad de destino ~ incorrecto", "nombre principal de destino ~ incorrecto", "nome dell'entita di destinazione ~ non corretto",
		"nome da entidade de destino esta incorreto"}, What: "The service that answered could not use the ticket: the SPN belongs to another account than the one the service runs as.", Family: WrongKey, Also: []string{SPNDuplicate, SPNMissing}, Weight: usual + 5,
		Next: []string{"where this comes from TLS instead (a certificate): compare the name in the certificate with the one used"}},
	{Value: 0x80090324, Names: []string{"SEC_E_TIME_SKEW"}, Say: []string{"the clocks on the client and server machines are skewed", "timeskew"}, What: "The clocks differ too much.", Family: Clock},
	{Value: 0x80090325, Names: []string{"SEC_E_UNTRUSTED_ROOT"}, Say: []string{"the certificate chain was issued by an authority that is not trusted"}, What: "The certificate's authority is not trusted.", Family: TLS},
	{Value: 0x80090326, Names: []string{"SEC_E_ILLEGAL_MESSAGE"}, Say: []string{"the message received was unexpected or badly formatted"}, What: "The message was unexpected.", Family: TLS},
	{Value: 0x80090327, Names: []string{"SEC_E_CERT_UNKNOWN"}, What: "Something about the certificate is wrong.", Family: TLS},
	{Value: 0x80090328, Names: []string{"SEC_E_CERT_EXPIRED"}, Say: []string{"the received certificate has expired"}, What: "The certificate has expired.", Family: TLS},
	{Value: 0x80090329, Names: []string{"SEC_E_ENCRYPT_FAILURE"}, What: "Encrypting failed.", Family: Generic},
	{Value: 0x80090330, Names: []string{"SEC_E_DECRYPT_FAILURE"}, Say: []string{"the specified data could not be decrypted"}, What: "The data could not be decrypted.", Family: WrongKey},
	{Value: 0x80090331, Names: []string{"SEC_E_ALGORITHM_MISMATCH"}, Say: []string{"do not possess a common algorithm"}, What: "The two sides have no algorithm in common.", Family: TLS, Also: []string{NoCommonEType}},
	{Value: 0x80090332, Names: []string{"SEC_E_SECURITY_QOS_FAILED"}, What: "The required protection could not be established.", Family: Generic},
	{Value: 0x80090333, Names: []string{"SEC_E_UNFINISHED_CONTEXT_DELETED"}, What: "The authentication was broken off.", Family: Generic},
	{Value: 0x80090334, Names: []string{"SEC_E_NO_TGT_REPLY"}, Say: []string{"the client is trying to negotiate a context and the server requires user-to-user"}, What: "User-to-user authentication is required, and the server sent no login.", Family: UserToUser},
	{Value: 0x80090335, Names: []string{"SEC_E_NO_IP_ADDRESSES"}, What: "The machine has no address to put into the request.", Family: DNS},
	{Value: 0x80090336, Names: []string{"SEC_E_WRONG_CREDENTIAL_HANDLE"}, What: "The credentials do not belong to this context.", Family: NoCredentials},
	{Value: 0x80090337, Names: []string{"SEC_E_CRYPTO_SYSTEM_INVALID"}, What: "The algorithms cannot be used together, for example under FIPS rules.", Family: NoCommonEType},
	{Value: 0x80090338, Names: []string{"SEC_E_MAX_REFERRALS_EXCEEDED"}, Say: []string{"the number of maximum ticket referrals has been exceeded"}, What: "The referrals between realms go on without an end.", Family: Trust},
	{Value: 0x80090339, Names: []string{"SEC_E_MUST_BE_KDC"}, Say: []string{"the local machine must be a kerberos kdc"}, What: "The domain controller does not work as a KDC.", Family: KDCUnreachable, Causes: []string{"the Key Distribution Center service is stopped or disabled on the domain controller"}},
	{Value: 0x8009033A, Names: []string{"SEC_E_STRONG_CRYPTO_NOT_SUPPORTED"}, What: "Strong cryptography is required and not supported.", Family: NoCommonEType},
	{Value: 0x8009033B, Names: []string{"SEC_E_TOO_MANY_PRINCIPALS"}, Say: []string{"the kdc reply contained more than one principal name"}, What: "The KDC's answer names more than one principal.", Family: SPNDuplicate},
	{Value: 0x8009033C, Names: []string{"SEC_E_NO_PA_DATA"}, What: "The answer lacks pre-authentication data.", Family: Generic},
	{Value: 0x8009033D, Names: []string{"SEC_E_PKINIT_NAME_MISMATCH"}, What: "The name in the client's certificate does not fit.", Family: Pkinit},
	{Value: 0x8009033E, Names: []string{"SEC_E_SMARTCARD_LOGON_REQUIRED"}, Say: []string{"smartcard logon is required and was not used", "smart card logon is required and was not used"}, What: "The account may log on with a smart card only.", Family: Policy},
	{Value: 0x8009033F, Names: []string{"SEC_E_SHUTDOWN_IN_PROGRESS"}, What: "The system is shutting down.", Family: Generic},
	{Value: 0x80090340, Names: []string{"SEC_E_KDC_INVALID_REQUEST"}, Say: []string{"an invalid request was sent to the kdc"}, What: "The KDC found the request invalid.", Family: Generic},
	{Value: 0x80090341, Names: []string{"SEC_E_KDC_UNABLE_TO_REFER"}, Say: []string{"the kdc was unable to generate a referral for the service requested"}, What: "The KDC could not say which realm holds the service.", Family: Trust, Also: []string{SPNMissing}},
	{Value: 0x80090342, Names: []string{"SEC_E_KDC_UNKNOWN_ETYPE"}, Say: []string{"the encryption type requested is not supported by the kdc", "kdcunknownencryptiontype", "kdc_unknown_etype", "requested encryption type is not supported by the kdc", "verschlusselungstyp wird vom kdc nicht unterstutzt", "type de chiffrement ~ kdc"}, What: "The KDC does not support the encryption type.", Family: NoCommonEType, Weight: usual + 6},
	{Value: 0x80090343, Names: []string{"SEC_E_UNSUPPORTED_PREAUTH"}, Say: []string{"an unsupported preauthentication mechanism was presented*"}, What: "The KDC does not support this kind of pre-authentication.", Family: Pkinit},
	{Value: 0x80090345, Names: []string{"SEC_E_DELEGATION_REQUIRED"}, Say: []string{"the requested operation cannot be completed. the computer must be trusted for delegation*", "the computer must be trusted for delegation"}, What: "The computer or account must be trusted for delegation.", Family: Delegation, Weight: usual + 5},
	{Value: 0x80090346, Names: []string{"SEC_E_BAD_BINDINGS"}, Say: []string{"client's supplied sspi channel bindings were incorrect", "channel bindings were incorrect", "sspi channel bindings"}, What: "The channel binding of the client is wrong or missing.", Family: ChannelBinding, Weight: usual + 5},
	{Value: 0x80090347, Names: []string{"SEC_E_MULTIPLE_ACCOUNTS"}, Say: []string{"the received certificate was mapped to multiple accounts"}, What: "The certificate maps to several accounts.", Family: Pkinit},
	{Value: 0x80090348, Names: []string{"SEC_E_NO_KERB_KEY"}, What: "There is no Kerberos key for the account.", Family: NoKey},
	{Value: 0x80090349, Names: []string{"SEC_E_CERT_WRONG_USAGE"}, What: "The certificate is not valid for this usage.", Family: Pkinit},
	{Value: 0x80090350, Names: []string{"SEC_E_DOWNGRADE_DETECTED"}, Say: []string{"the system cannot contact a domain controller to service the authentication request", "the system detected a possible attempt to compromise security"}, What: "Windows saw a downgrade to NTLM and refused it: no domain controller could be reached for Kerberos.", Family: KDCUnreachable, Also: []string{NTLMFallback}},
	{Value: 0x80090351, Names: []string{"SEC_E_SMARTCARD_CERT_REVOKED"}, What: "The smart card's certificate is revoked.", Family: Pkinit},
	{Value: 0x80090352, Names: []string{"SEC_E_ISSUING_CA_UNTRUSTED"}, What: "The issuer of the certificate is not trusted.", Family: Pkinit},
	{Value: 0x80090353, Names: []string{"SEC_E_REVOCATION_OFFLINE_C"}, What: "The revocation list cannot be reached.", Family: Pkinit},
	{Value: 0x80090354, Names: []string{"SEC_E_PKINIT_CLIENT_FAILURE"}, What: "Certificate logon failed on the client.", Family: Pkinit},
	{Value: 0x80090355, Names: []string{"SEC_E_SMARTCARD_CERT_EXPIRED"}, What: "The smart card's certificate has expired.", Family: Pkinit},
	{Value: 0x80090356, Names: []string{"SEC_E_NO_S4U_PROT_SUPPORT"}, Say: []string{"the kerberos subsystem encountered an error. a service for user protocol request was made*", "service for user"}, What: "The domain controller does not support acting for a user.", Family: Delegation},
	{Value: 0x80090357, Names: []string{"SEC_E_CROSSREALM_DELEGATION_FAILURE"}, Say: []string{"an attempt was made by this server to make a kerberos constrained delegation request for a target outside of the server realm*", "for a target outside of the server realm", "constrained delegation request for a target outside"}, What: "Constrained delegation was tried across realms, which only the resource-based kind allows.", Family: Delegation},
	{Value: 0x80090358, Names: []string{"SEC_E_REVOCATION_OFFLINE_KDC"}, What: "The revocation list of the KDC's certificate cannot be reached.", Family: Pkinit},
	{Value: 0x80090359, Names: []string{"SEC_E_ISSUING_CA_UNTRUSTED_KDC"}, What: "The issuer of the KDC's certificate is not trusted.", Family: Pkinit},
	{Value: 0x8009035A, Names: []string{"SEC_E_KDC_CERT_EXPIRED"}, What: "The KDC's certificate has expired.", Family: Pkinit},
	{Value: 0x8009035B, Names: []string{"SEC_E_KDC_CERT_REVOKED"}, What: "The KDC's certificate is revoked.", Family: Pkinit},
	{Value: 0x8009035D, Names: []string{"SEC_E_INVALID_PARAMETER"}, What: "A parameter of the security function is invalid.", Family: Generic, Weight: weak + 5},
	{Value: 0x8009035E, Names: []string{"SEC_E_DELEGATION_POLICY"}, Say: []string{"the client policy does not allow credential delegation to the target server", "does not allow credential delegation"}, What: "The client's policy does not allow it to hand credentials to that server.", Family: Delegation, Next: []string{"read the policies under Credentials Delegation on the client"}},
	{Value: 0x8009035F, Names: []string{"SEC_E_POLICY_NLTM_ONLY", "SEC_E_POLICY_NTLM_ONLY"}, What: "The client's policy does not allow delegation with NTLM alone.", Family: NTLMFallback, Also: []string{Delegation}},
	{Value: 0x80090363, Names: []string{"SEC_E_MUTUAL_AUTH_FAILED"}, What: "Mutual authentication failed.", Family: WrongKey},
	{Value: 0x80090369, Names: []string{"SEC_E_INVALID_UPN_NAME"}, What: "The user's UPN is invalid.", Family: UnknownClient},
	{Value: 0x80090365, Names: []string{"SEC_E_ONLY_HTTPS_ALLOWED"}, What: "Only HTTPS is allowed.", Family: Policy},
	{Value: 0x80090361, Names: []string{"SEC_E_NO_CONTEXT"}, What: "There is no security context.", Family: Generic},
}
