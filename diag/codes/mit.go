package codes

// library is an error of the MIT or Heimdal library itself, numbered from 128
// up in krb5_err.et. Code 0 stands for messages without a number.
type library struct {
	Code   int
	Names  []string
	Say    []string
	What   string
	Family string
	Also   []string
	Causes []string
	Next   []string
	Weight int
}

func (l library) entry() Entry {
	e := Entry{What: l.What, Family: l.Family, Also: l.Also, Causes: l.Causes, Next: l.Next, Weight: l.Weight}
	for _, n := range l.Names {
		e.Codes = append(e.Codes, n)
		e.Say = append(e.Say, lower(n))
	}
	e.Say = append(e.Say, l.Say...)
	if l.Code > 0 {
		e.Say = append(e.Say, mitForms(l.Code)...)
	}
	return e
}

var mitLibrary = []library{
	{Code: 130, Names: []string{"KRB5_LIBOS_CANTREADPWD"}, Say: []string{"cannot read password"}, What: "The program could not read a password.", Family: NoCredentials, Weight: weak + 10},
	{Code: 131, Names: []string{"KRB5_LIBOS_BADPWDMATCH"}, Say: []string{"password mismatch"}, What: "The password given is wrong.", Family: BadPassword},
	{Code: 133, Names: []string{"KRB5_PARSE_ILLCHAR"}, Say: []string{"illegal character in component name"}, What: "The principal name has a character that may not be there.", Family: SPNMalformed},
	{Code: 134, Names: []string{"KRB5_PARSE_MALFORMED"}, Say: []string{"malformed representation of principal", "parsing ~ malformed representation"}, What: "The principal name is not well formed.", Family: SPNMalformed},
	{Code: 135, Names: []string{"KRB5_CONFIG_CANTOPEN"}, Say: []string{"can't open/find kerberos configuration file", "cannot open kerberos configuration file", "cannot find kerberos configuration file", "included profile ~ could not be read"}, What: "The Kerberos configuration file cannot be opened.", Family: Config},
	{Code: 136, Names: []string{"KRB5_CONFIG_BADFORMAT"}, Say: []string{"improper format of kerberos configuration file"}, What: "The Kerberos configuration file is malformed.", Family: Config},
	{Code: 139, Names: []string{"KRB5_CC_BADNAME"}, Say: []string{"credential cache name malformed", "invalid uid in persistent keyring name"}, What: "The name of the credential cache is malformed.", Family: CacheKind},
	{Code: 140, Names: []string{"KRB5_CC_UNKNOWN_TYPE"}, Say: []string{"unknown credential cache type", "unknown ccache type", "unsupported credential cache type", "unknown credentials cache type", "unsupported ccache type"}, What: "The credential cache is of a kind that the library does not know.", Family: CacheKind},
	{Code: 141, Names: []string{"KRB5_CC_NOTFOUND"}, Say: []string{"matching credential not found", "did not find matching credential", "matching credential ~ not found"}, What: "The cache does not hold the ticket that was looked for.", Family: NoCredentials,
		Causes: []string{"the login is missing from this cache, or belongs to another realm or user"}},
	{Code: 142, Names: []string{"KRB5_CC_END"}, Say: []string{"end of credential cache reached"}, What: "The cache ended without the ticket.", Family: NoCredentials, Also: []string{CacheKind}},
	{Code: 143, Names: []string{"KRB5_NO_TKT_SUPPLIED"}, Say: []string{"request did not supply a ticket"}, What: "The client sent no ticket.", Family: NTLMFallback},
	{Code: 144, Names: []string{"KRB5KRB_AP_WRONG_PRINC", "KRB5_AP_WRONG_PRINC"}, Say: []string{"wrong principal in request", "request ticket server ~ does not match*", "cannot decrypt ticket for ~ using keytab key for", "wrong principal ~ in request"}, What: "The ticket names another service than the one that received it.", Family: WrongKey, Also: []string{NoKey},
		Causes: []string{"the keytab holds another name than the client asked for, or the service insists on one name", "forward and reverse DNS records give the server another name than the client used"}},
	{Code: 145, Names: []string{"KRB5KRB_AP_ERR_TKT_INVALID"}, Say: []string{"ticket has invalid flag set"}, What: "The ticket is marked invalid.", Family: Expired},
	{Code: 146, Names: []string{"KRB5_PRINC_NOMATCH"}, Say: []string{"requested principal and ticket don't match"}, What: "The ticket received is for another name.", Family: WrongRealm},
	{Code: 147, Names: []string{"KRB5_KDCREP_MODIFIED"}, Say: []string{"kdc reply did not match expectations", "kdc reply did not match"}, What: "The KDC's answer names another client or realm than was asked for.", Family: WrongRealm,
		Causes: []string{"the realm was typed in lower case, or the name is an alias: the KDC answers with the real one"}, Next: []string{"write the realm in capitals, or use kinit -C for an enterprise name (kinit -E user@suffix)"}},
	{Code: 148, Names: []string{"KRB5_KDCREP_SKEW"}, Say: []string{"clock skew too great in kdc reply"}, What: "The KDC's clock and the local clock differ too much.", Family: Clock},
	{Code: 149, Names: []string{"KRB5_IN_TKT_REALM_MISMATCH"}, Say: []string{"client/server realm mismatch in initial ticket request"}, What: "Client and service are in different realms.", Family: WrongRealm},
	{Code: 150, Names: []string{"KRB5_PROG_ETYPE_NOSUPP"}, Say: []string{"program lacks support for encryption type", "unsupported encryption type", "encryption type ~ not supported", "enctype ~ not supported", "encryption type ~ is not supported"}, What: "The library does not know, or does not permit, the encryption type.", Family: NoCommonEType},
	{Code: 151, Names: []string{"KRB5_PROG_KEYTYPE_NOSUPP"}, Say: []string{"program lacks support for key type"}, What: "The library does not know the key type.", Family: NoCommonEType},
	{Code: 152, Names: []string{"KRB5_WRONG_ETYPE"}, Say: []string{"requested encryption type not used in message"}, What: "The answer uses another encryption type than was asked for.", Family: NoCommonEType},
	{Code: 153, Names: []string{"KRB5_PROG_SUMTYPE_NOSUPP"}, Say: []string{"program lacks support for checksum type"}, What: "The library does not know the checksum type.", Family: NoCommonEType},
	{Code: 154, Names: []string{"KRB5_REALM_UNKNOWN"}, Say: []string{"cannot find kdc for", "cannot find kdc for requested realm", "cannot find kdc for realm", "unable to find kdc for", "cannot locate kdc*", "cannot locate default realm*", "unable to locate kdc for", "can't find kdc for", "no kdc for realm", "unable to find realm",
		"no kdcs defined", "no kdcs ~ realm", "no kdc found", "cannot locate srv record for", "cannot locate a kdc proxy endpoint for", "could not find kdc", "kdc not found", "no kdc could be*", "cannot find a kdc", "could not find a kdc", "unable to locate a kdc", "no se puede encontrar kdc*", "kann kdc*"}, What: "No KDC is known for the realm: neither krb5.conf nor DNS names one.", Family: KDCUnreachable, Also: []string{DNS, WrongRealm}},
	{Code: 155, Names: []string{"KRB5_SERVICE_UNKNOWN"}, Say: []string{"kerberos service unknown"}, What: "The system does not know the Kerberos service's port.", Family: Config},
	{Code: 156, Names: []string{"KRB5_KDC_UNREACH"}, Say: []string{"cannot contact any kdc", "cannot contact any kdc for", "unable to reach any kdc", "could not contact any kdc", "can't contact any kdc", "unable to reach kdc", "kdc unreachable", "unable to contact any kdc", "unreachable kdc", "cannot contact kdc", "could not connect to kdc",
		"failed to communicate with kdc", "failed sending ~ to kdc", "no kdc responded", "kdc has not responded*", "unable to connect to kdc*", "kdc is unreachable", "cannot reach kdc", "kdc did not respond*", "kdc unavailable"}, What: "The realm's KDCs are known, but none answers.", Family: KDCUnreachable},
	{Code: 157, Names: []string{"KRB5_NO_LOCALNAME"}, Say: []string{"no local name found for principal name"}, What: "The principal does not map to a local user.", Family: Policy, Causes: []string{"auth_to_local has no rule for the realm"}},
	{Code: 158, Names: []string{"KRB5_MUTUAL_FAILED"}, What: "Mutual authentication failed.", Family: WrongKey},
	{Code: 163, Names: []string{"KRB5_RC_REPLAY"}, What: "The message is taken for a replay.", Family: Replay},
	{Code: 164, Names: []string{"KRB5_RC_IO"}, Say: []string{"replay cache i/o operation failed", "can't open replay cache"}, What: "The replay cache cannot be used.", Family: Config, Causes: []string{"the service may not write to the place of its replay cache"}},
	{Code: 169, Names: []string{"KRB5_RC_IO_PERM"}, Say: []string{"permission denied in replay cache code"}, What: "The service may not write its replay cache.", Family: Config},
	{Code: 176, Names: []string{"KRB5_LNAME_NOTRANS"}, Say: []string{"no translation available for requested principal"}, What: "The principal does not map to a local user.", Family: Policy, Causes: []string{"auth_to_local has no rule for the realm"}},
	{Code: 179, Names: []string{"KRB5_KT_BADNAME"}, Say: []string{"key table name malformed"}, What: "The name of the keytab is malformed.", Family: NoKey},
	{Code: 180, Names: []string{"KRB5_KT_UNKNOWN_TYPE"}, Say: []string{"unknown key table type"}, What: "The keytab is of an unknown kind.", Family: NoKey},
	{Code: 181, Names: []string{"KRB5_KT_NOTFOUND"}, Say: []string{"key table entry not found", "no key table entry found", "no key table entry found matching", "no key table entry found for", "no principal in keytab matches*", "no principal in keytab", "no suitable keys for ~ in keytab", "keytab contains no suitable keys for*",
		"keytab contains no*", "not found in keytab", "failed to find ~ in keytab", "principal not found in keytab", "no key ~ in keytab", "unable to find ~ in keytab", "no matching key*", "matching key not found in keytab", "no keytab entry*", "could not find ~ in keytab", "no entry ~ in keytab", "not present in keytab", "keytab does not contain*", "keytab entry not found", "no suitable key found in keytab", "no suitable key in keytab", "no usable keytab entry*"},
		What: "The keytab holds no key for that name.", Family: NoKey},
	{Code: 182, Names: []string{"KRB5_KT_END"}, Say: []string{"end of key table reached"}, What: "The keytab ended without the key.", Family: NoKey},
	{Code: 184, Names: []string{"KRB5_KT_IOERR"}, What: "The keytab cannot be written or read.", Family: NoKey},
	{Code: 185, Names: []string{"KRB5_NO_TKT_IN_RLM"}, Say: []string{"cannot find ticket for requested realm"}, What: "There is no ticket for the realm, and no way to it.", Family: Trust},
	{Code: 188, Names: []string{"KRB5_BAD_ENCTYPE"}, Say: []string{"bad encryption type"}, What: "The encryption type is unknown or not permitted.", Family: NoCommonEType},
	{Code: 193, Names: []string{"KRB5_CC_IO"}, Say: []string{"credentials cache i/o operation failed", "credential cache i/o error*"}, What: "The credential cache cannot be read or written.", Family: CacheKind},
	{Code: 194, Names: []string{"KRB5_FCC_PERM"}, Say: []string{"credentials cache permissions incorrect", "credentials cache file permissions incorrect", "credential cache permissions incorrect", "credentials cache permission incorrect", "credential cache file permission*", "permission denied ~ krb5cc"}, What: "The credential cache belongs to someone else or may not be read.", Family: CacheKind},
	{Code: 195, Names: []string{"KRB5_FCC_NOFILE"}, Say: []string{"no credentials cache found", "no credential cache found", "no credentials cache file found", "credentials cache ~ not found", "credential cache ~ not found", "ticket cache ~ not found", "no ticket file*", "cache not found",
		"no such file or directory ~ krb5cc", "no ticket cache*", "unable to retrieve credentials cache*", "could not find credential cache*", "no kerberos credentials available", "no credentials were supplied", "no credentials found", "ccache ~ does not exist", "credentials cache file ~ not found", "no kerberos cache*"}, What: "There is no credential cache: no login yet, or not here.", Family: NoCredentials},
	{Code: 196, Names: []string{"KRB5_FCC_INTERNAL"}, Say: []string{"internal credentials cache error", "internal file credentials cache error"}, What: "The credential cache cannot be used.", Family: CacheKind},
	{Code: 197, Names: []string{"KRB5_CC_WRITE"}, Say: []string{"error writing to credentials cache", "failed to store credentials", "error writing credentials cache"}, What: "The credential cache cannot be written.", Family: CacheKind},
	{Code: 199, Names: []string{"KRB5_CC_FORMAT"}, Say: []string{"bad format in credentials cache", "bad format in credential cache"}, What: "The credential cache is damaged or empty.", Family: CacheKind},
	{Code: 200, Names: []string{"KRB5_CC_NOT_KTYPE"}, Say: []string{"no credentials found with supported encryption types"}, What: "The cache has tickets, but none with an encryption type that is permitted.", Family: NoCommonEType},
	{Code: 201, Names: []string{"KRB5_INVALID_FLAGS"}, Say: []string{"invalid kdc option combination"}, What: "The request combines options that do not go together.", Family: Delegation},
	{Code: 203, Names: []string{"KRB5_NO_CREDS_SUPPLIED"}, Say: []string{"no credentials supplied to library routine"}, What: "The program gave no credentials.", Family: NoCredentials},
	{Code: 207, Names: []string{"KRB5_SENDAUTH_REJECTED"}, Say: []string{"server rejected authentication"}, What: "The server rejected the ticket.", Family: WrongKey, Weight: usual - 10},
	{Code: 208, Names: []string{"KRB5_PREAUTH_BAD_TYPE"}, Say: []string{"unsupported preauthentication type"}, What: "The kind of pre-authentication is not supported.", Family: Pkinit},
	{Code: 209, Names: []string{"KRB5_PREAUTH_NO_KEY"}, Say: []string{"required preauthentication key not supplied"}, What: "The key for pre-authentication is missing.", Family: BadPassword},
	{Code: 210, Names: []string{"KRB5_PREAUTH_FAILED"}, Say: []string{"generic preauthentication failure"}, What: "Pre-authentication failed on this side before a password could be proved.", Family: BadPassword, Also: []string{Pkinit, NoCommonEType}},
	{Code: 212, Names: []string{"KRB5_CCACHE_BADVNO"}, Say: []string{"unsupported credentials cache format version number", "unsupported credentials cache format version"}, What: "The credential cache has an unknown format version.", Family: CacheKind},
	{Code: 213, Names: []string{"KRB5_KEYTAB_BADVNO"}, Say: []string{"unsupported key table format version number", "unsupported key table format version", "invalid keytab*", "keytab ~ is corrupt"}, What: "The keytab has an unknown format, or is no keytab.", Family: NoKey},
	{Code: 216, Names: []string{"KRB5_ERR_BAD_HOSTNAME"}, Say: []string{"hostname cannot be canonicalized", "hostname ~ cannot be canonicalized", "cannot be canonicalized"}, What: "The host name cannot be resolved to its full form.", Family: DNS},
	{Code: 217, Names: []string{"KRB5_ERR_HOST_REALM_UNKNOWN"}, Say: []string{"cannot determine realm for host", "cannot determine realm for numeric host*"}, What: "The library cannot tell which realm the host belongs to.", Family: WrongRealm, Also: []string{Config}, Causes: []string{"[domain_realm] does not map the host and the name has no domain part, or default_realm is missing"}},
	{Code: 220, Names: []string{"KRB5_REALM_CANT_RESOLVE"}, Say: []string{"cannot resolve network address for kdc in", "cannot resolve servers for kdc in", "cannot resolve network address for kdc", "cannot resolve kdc*", "cannot resolve servers for kdc"}, What: "The KDC that is named for the realm cannot be resolved.", Family: DNS, Also: []string{KDCUnreachable}},
	{Code: 221, Names: []string{"KRB5_TKT_NOT_FORWARDABLE"}, Say: []string{"requesting ticket can't get forwardable tickets", "can't get forwardable tickets"}, What: "The login is not forwardable, so it cannot be passed on.", Family: Delegation, Causes: []string{"the user logged in without -f, or the account is marked sensitive"}},
	{Code: 223, Names: []string{"KRB5_GET_IN_TKT_LOOP"}, Say: []string{"looping detected inside krb5_get_in_tkt", "looping detected getting*"}, What: "The library and the KDC do not come to terms about pre-authentication.", Family: NoCommonEType, Also: []string{BadPassword}},
	{Code: 224, Names: []string{"KRB5_CONFIG_NODEFREALM"}, Say: []string{"configuration file does not specify default realm", "cannot locate default realm", "no default realm", "default realm not*", "default_realm ~ not set", "no default realm configured"}, What: "No default realm is configured.", Family: Config, Also: []string{WrongRealm}},
	{Code: 230, Names: []string{"KRB5_KT_KVNONOTFOUND"}, Say: []string{"kvno ~ not found in keytab", "key version number for principal in key table is incorrect", "keytab is likely out of date", "key version number ~ not found", "kvno mismatch", "kvno ~ in keytab does not match*", "key version ~ mismatch", "key version ~ not found",
		"wrong key version", "kvno does not match", "mismatched kvno", "kvno ~ mismatch"}, What: "The keytab has no key of the version in the ticket.", Family: WrongKey, Also: []string{NoKey}, Causes: []string{"the password changed after the keytab was made, or the client still holds a ticket from before"}, Weight: usual + 8},
	{Say: []string{"request ticket server ~ not found in keytab", "request ticket server ~ found in keytab but not with enctype*", "found in keytab but not with enctype", "request ticket server ~ found in keytab but does not match server principal*"}, What: "The keytab of the service has no key for the name in the ticket.", Family: NoKey, Also: []string{WrongKey}, Weight: usual + 6},
	{Say: []string{"request ticket server ~ kvno ~ not found in keytab", "request ticket server ~ found in keytab but ~ kvno*", "request ticket server ~ kvno ~ enctype ~ found in keytab but cannot decrypt ticket", "found in keytab but cannot decrypt ticket", "cannot decrypt ticket for*", "cannot decrypt ticket", "failed to decrypt ticket", "unable to decrypt ticket", "could not decrypt ticket", "error decrypting ticket*", "error decrypting encpart*", "ticket decryption failed", "decrypting the ticket failed"}, What: "The service could not decrypt the ticket with the keys of its keytab.", Family: WrongKey, Weight: usual + 8},
	{Say: []string{"request ticket server ~ not found in keytab (ticket kvno*", "cannot find key for ~ kvno ~ in keytab"}, What: "The keytab of the service has no key for the name in the ticket.", Family: NoKey, Also: []string{WrongKey}, Weight: usual + 10},
	{Code: 235, Names: []string{"KRB5_KEYTAB_FORMAT"}, Say: []string{"bad format in keytab"}, What: "The keytab is damaged.", Family: NoKey},
	{Code: 236, Names: []string{"KRB5_NOPERM_ETYPE"}, Say: []string{"encryption type not permitted", "encryption type ~ not permitted", "etype ~ not permitted"}, What: "The encryption type is not permitted on this side.", Family: NoCommonEType},
	{Code: 237, Names: []string{"KRB5_CONFIG_ETYPE_NOSUPP"}, Say: []string{"no supported encryption types"}, What: "The configuration permits no encryption type that the library knows.", Family: Config, Also: []string{NoCommonEType}},
	{Code: 239, Names: []string{"KRB5_EAI_FAIL"}, Say: []string{"unknown getaddrinfo failure"}, What: "A name could not be resolved.", Family: DNS},
	{Code: 240, Names: []string{"KRB5_EAI_NODATA"}, Say: []string{"no data available for host/domain name"}, What: "A name could not be resolved.", Family: DNS},
	{Code: 241, Names: []string{"KRB5_EAI_NONAME"}, Say: []string{"host/domain name not found"}, What: "A name could not be resolved.", Family: DNS},
	{Code: 243, Names: []string{"KRB5_ERR_NUMERIC_REALM"}, What: "The host was given as an address, so that no realm and no SPN follow from it.", Family: WrongRealm},
	{Code: 251, Names: []string{"KRB5_ERR_INVALID_UTF8"}, Say: []string{"invalid utf-8 string"}, What: "A name is not valid UTF-8.", Family: SPNMalformed, Weight: weak},
	{Code: 252, Names: []string{"KRB5_ERR_FAST_REQUIRED"}, Say: []string{"fast protected pre-authentication required but not supported by kdc"}, What: "FAST is required on this side and the KDC does not offer it.", Family: Policy},
	{Say: []string{"profile has invalid section*", "missing open brace in profile", "invalid format of kerberos lifetime or clock skew string", "extra closing brace in profile", "profile section header has*", "configuration file ~ improper"}, What: "krb5.conf has an error of syntax.", Family: Config, Weight: usual + 6},
	{Say: []string{"client ~ not found in keytab", "keytab contains no suitable keys for"}, What: "The keytab given for the login does not hold that client.", Family: NoKey, Also: []string{UnknownClient}, Weight: usual + 5},
	{Say: []string{"key table file ~ not found", "keytab ~ does not exist", "keytab file ~ not found", "keytab ~ is nonexistent or empty", "no keytab found*", "can't open keytab*", "unable to open keytab*", "cannot open keytab*", "permission denied ~ keytab", "keytab ~ permission denied", "keytab is missing*", "default keytab ~ not found", "keytab ~ unreadable", "failed to load keytab"}, What: "The keytab is missing or may not be read.", Family: NoKey, Weight: usual + 3},
	{Say: []string{"pre-authentication failed: no key table entry found", "pre-authentication failed: key table", "pre-authentication failed: cannot find key"}, What: "The keytab holds no key to log in with.", Family: NoKey, Weight: specific},
	{Say: []string{"cannot create replay cache*", "can't create replay cache*", "replay cache file*", "unable to open replay cache"}, What: "The replay cache cannot be used.", Family: Config},
	{Say: []string{"required key not available", "requested key not available"}, What: "The kernel found no Kerberos ticket for the mount.", Family: NoCredentials, Causes: []string{"no login in a cache that cifs.upcall or rpc.gssd searches for that user"}},
	{Say: []string{"kerberos authentication failed", "kerberos error", "kerberos login failed", "kerberos logon failed", "kerberos authentication failure", "kerberos failed", "kerberos negotiation failed", "gssapi authentication failed", "spnego authentication failed", "negotiate authentication failed", "failed to get ticket", "unable to get ticket", "cannot get ticket", "failed to obtain ticket*", "error obtaining ticket*", "kerberos failure", "sasl bind failed", "gssapi bind failed", "krb5_* failed"}, What: "Kerberos failed, and the text does not say why.", Family: Generic, Weight: wrapper},
	{Say: []string{"communication failure with server"}, What: "The administration server cannot be reached.", Family: ServerDown},
	{Say: []string{"gss_s_failure", "unspecified gss failure", "minor code may provide more information", "gss failure", "miscellaneous failure", "general failure, unspecified at gssapi level", "failure unspecified at gss-api level", "gss initiate failed", "gssapi error", "gssapi failure", "sasl(-1)", "a required input parameter could not be read"}, What: "A GSSAPI call failed; the cause follows in the minor code.", Family: Generic, Weight: wrapper},
	{Say: []string{"gss_accept_sec_context*", "gss_init_sec_context*", "gss_acquire_cred*", "accept_sec_context"}, What: "A GSSAPI call failed; the cause follows in the minor code.", Family: Generic, Weight: wrapper},
	{Say: []string{"gss_s_bad_mech", "an unsupported mechanism was requested", "unsupported mechanism", "unsupported mechanism requested", "mechanism is not supported", "mechanism not supported"}, What: "The token is of a mechanism that this side does not accept, mostly NTLM where Kerberos was meant.", Family: NTLMFallback, Also: []string{Mechanism}, Weight: usual - 5},
	{Say: []string{"no worthy mechs found", "no mechanism available", "unknown authentication method (-6)", "sasl_mech_not_supported", "can't find suitable mechanism*", "no authentication methods available*", "no supported sasl mech*", "sasl method not available", "sasl mechanism ~ not supported", "sasl ~ no mechanism available", "authentication mechanism ~ not supported", "authentication type ~ not supported by server"}, What: "Client and server have no authentication mechanism in common, or the plug-in is not installed.", Family: Mechanism},
	{Say: []string{"gss_s_credentials_expired", "gss_s_context_expired"}, What: "The credentials have expired.", Family: Expired},
	{Say: []string{"gss_s_no_cred", "gss_s_defective_credential", "no credentials were supplied, or the credentials were unavailable or inaccessible*", "credentials were unavailable or inaccessible*", "no kerberos credentials*", "spnego cannot find mechanisms to negotiate", "spnego failed to negotiate a mechanism", "spnego failed to acquire creds", "can't find client principal*", "cannot find client principal*",
		"no tgt", "no tgt found", "no valid tgt*", "no ticket available*", "no valid ticket*", "unable to acquire credentials*", "unable to obtain principal name for authentication", "could not acquire credentials*", "kerberos credentials ~ not found", "no valid kerberos*", "can't acquire credentials*", "do not have a valid ticket*"}, What: "The program found no Kerberos credentials.", Family: NoCredentials},
	{Say: []string{"major ~ 458752", "gss major/minor 458752*", "major ~ 0x70000", "major ~ 0x00070000"}, What: "A side of the login has no credentials to use (GSS_S_NO_CRED).", Family: NoCredentials, Also: []string{NoKey}},
	{Say: []string{"major ~ 589824", "major ~ 0x90000", "major ~ 0x00090000"}, What: "The token is not a Kerberos token (GSS_S_DEFECTIVE_TOKEN); a client that fell back to NTLM sends such.", Family: NTLMFallback, Weight: usual - 5},
	{Say: []string{"major ~ 720896", "major ~ 786432", "major ~ 0xb0000", "major ~ 0x000b0000", "major ~ 0xc0000", "major ~ 0x000c0000"}, What: "The credentials or the context have expired.", Family: Expired},
	{Say: []string{"gss_s_bad_name", "gss_s_bad_nametype", "an invalid name was supplied", "improper format of name"}, What: "The service name is not valid, or its host cannot be resolved.", Family: DNS, Also: []string{SPNMalformed}, Causes: []string{"the host name has no address, so that the library could not make a service name"}, Weight: usual - 5},
	{Say: []string{"gss_s_bad_sig", "gss_s_bad_mic", "a token had an invalid mic", "token had an invalid message integrity check", "gss_s_bad_bindings", "channel bindings do not match", "channel bindings mismatch", "channel binding mismatch", "incorrect channel bindings were supplied", "channel bindings ~ mismatch"}, What: "The channel binding or the signature of the token does not fit.", Family: ChannelBinding, Also: []string{WrongKey}},
	{Say: []string{"gss_s_defective_token", "invalid token was supplied", "a token was invalid", "defective token detected", "gssheader did not find the right tag"}, What: "The token is not a Kerberos token; a client that fell back to NTLM sends such.", Family: NTLMFallback},
	{Say: []string{"gss_s_duplicate_token", "gss_s_old_token"}, What: "The token was seen before.", Family: Replay},
}
