package explain

// library is an error of the MIT or Heimdal library itself, numbered from 128
// up in krb5_err.et. Code 0 stands for messages without a number.
type library struct {
	code   int
	names  []string
	say    []string
	what   string
	family string
	also   []string
	causes []string
	next   []string
	weight int
}

func (l library) entry() entry {
	e := entry{what: l.what, family: l.family, also: l.also, causes: l.causes, next: l.next, weight: l.weight}
	for _, n := range l.names {
		e.codes = append(e.codes, n)
		e.say = append(e.say, lower(n))
	}
	e.say = append(e.say, l.say...)
	if l.code > 0 {
		e.say = append(e.say, mitForms(l.code)...)
	}
	return e
}

var mitLibrary = []library{
	{code: 130, names: []string{"KRB5_LIBOS_CANTREADPWD"}, say: []string{"cannot read password"}, what: "The program could not read a password.", family: noCredentials, weight: weak + 10},
	{code: 131, names: []string{"KRB5_LIBOS_BADPWDMATCH"}, say: []string{"password mismatch"}, what: "The password given is wrong.", family: badPassword},
	{code: 133, names: []string{"KRB5_PARSE_ILLCHAR"}, say: []string{"illegal character in component name"}, what: "The principal name has a character that may not be there.", family: spnMalformed},
	{code: 134, names: []string{"KRB5_PARSE_MALFORMED"}, say: []string{"malformed representation of principal", "parsing ~ malformed representation"}, what: "The principal name is not well formed.", family: spnMalformed},
	{code: 135, names: []string{"KRB5_CONFIG_CANTOPEN"}, say: []string{"can't open/find kerberos configuration file", "cannot open kerberos configuration file", "cannot find kerberos configuration file", "included profile ~ could not be read"}, what: "The Kerberos configuration file cannot be opened.", family: config},
	{code: 136, names: []string{"KRB5_CONFIG_BADFORMAT"}, say: []string{"improper format of kerberos configuration file"}, what: "The Kerberos configuration file is malformed.", family: config},
	{code: 139, names: []string{"KRB5_CC_BADNAME"}, say: []string{"credential cache name malformed", "invalid uid in persistent keyring name"}, what: "The name of the credential cache is malformed.", family: cacheKind},
	{code: 140, names: []string{"KRB5_CC_UNKNOWN_TYPE"}, say: []string{"unknown credential cache type", "unknown ccache type", "unsupported credential cache type", "unknown credentials cache type", "unsupported ccache type"}, what: "The credential cache is of a kind that the library does not know.", family: cacheKind},
	{code: 141, names: []string{"KRB5_CC_NOTFOUND"}, say: []string{"matching credential not found", "did not find matching credential", "matching credential ~ not found"}, what: "The cache does not hold the ticket that was looked for.", family: noCredentials,
		causes: []string{"the login is missing from this cache, or belongs to another realm or user"}},
	{code: 142, names: []string{"KRB5_CC_END"}, say: []string{"end of credential cache reached"}, what: "The cache ended without the ticket.", family: noCredentials},
	{code: 143, names: []string{"KRB5_NO_TKT_SUPPLIED"}, say: []string{"request did not supply a ticket"}, what: "The client sent no ticket.", family: ntlmFallback},
	{code: 144, names: []string{"KRB5KRB_AP_WRONG_PRINC", "KRB5_AP_WRONG_PRINC"}, say: []string{"wrong principal in request", "request ticket server ~ does not match*", "cannot decrypt ticket for ~ using keytab key for", "wrong principal ~ in request"}, what: "The ticket names another service than the one that received it.", family: wrongKey, also: []string{noKey},
		causes: []string{"the keytab holds another name than the client asked for, or the service insists on one name", "forward and reverse DNS records give the server another name than the client used"}},
	{code: 145, names: []string{"KRB5KRB_AP_ERR_TKT_INVALID"}, say: []string{"ticket has invalid flag set"}, what: "The ticket is marked invalid.", family: expired},
	{code: 146, names: []string{"KRB5_PRINC_NOMATCH"}, say: []string{"requested principal and ticket don't match"}, what: "The ticket received is for another name.", family: wrongRealm},
	{code: 147, names: []string{"KRB5_KDCREP_MODIFIED"}, say: []string{"kdc reply did not match expectations", "kdc reply did not match"}, what: "The KDC's answer names another client or realm than was asked for.", family: wrongRealm,
		causes: []string{"the realm was typed in lower case, or the name is an alias: the KDC answers with the real one"}, next: []string{"write the realm in capitals, or use kinit -C for an enterprise name (kinit -E user@suffix)"}},
	{code: 148, names: []string{"KRB5_KDCREP_SKEW"}, say: []string{"clock skew too great in kdc reply"}, what: "The KDC's clock differs too much from this machine's.", family: clock},
	{code: 149, names: []string{"KRB5_IN_TKT_REALM_MISMATCH"}, say: []string{"client/server realm mismatch in initial ticket request"}, what: "Client and service are in different realms.", family: wrongRealm},
	{code: 150, names: []string{"KRB5_PROG_ETYPE_NOSUPP"}, say: []string{"program lacks support for encryption type", "unsupported encryption type", "encryption type ~ not supported", "enctype ~ not supported", "encryption type ~ is not supported"}, what: "The library does not know, or does not permit, the encryption type.", family: noCommonEType},
	{code: 151, names: []string{"KRB5_PROG_KEYTYPE_NOSUPP"}, say: []string{"program lacks support for key type"}, what: "The library does not know the key type.", family: noCommonEType},
	{code: 152, names: []string{"KRB5_WRONG_ETYPE"}, say: []string{"requested encryption type not used in message"}, what: "The answer uses another encryption type than was asked for.", family: noCommonEType},
	{code: 153, names: []string{"KRB5_PROG_SUMTYPE_NOSUPP"}, say: []string{"program lacks support for checksum type"}, what: "The library does not know the checksum type.", family: noCommonEType},
	{code: 154, names: []string{"KRB5_REALM_UNKNOWN"}, say: []string{"cannot find kdc for", "cannot find kdc for requested realm", "cannot find kdc for realm", "unable to find kdc for", "cannot locate kdc*", "cannot locate default realm*", "unable to locate kdc for", "can't find kdc for", "no kdc for realm", "unable to find realm",
		"no kdcs defined", "no kdcs ~ realm", "no kdc found", "could not find kdc", "kdc not found", "no kdc could be*", "cannot find a kdc", "unable to locate a kdc", "no se puede encontrar kdc*", "kann kdc*"}, what: "No KDC is known for the realm: neither krb5.conf nor DNS names one.", family: kdcUnreachable, also: []string{dns, wrongRealm}},
	{code: 155, names: []string{"KRB5_SERVICE_UNKNOWN"}, say: []string{"kerberos service unknown"}, what: "The system does not know the Kerberos service's port.", family: config},
	{code: 156, names: []string{"KRB5_KDC_UNREACH"}, say: []string{"cannot contact any kdc", "cannot contact any kdc for", "unable to reach any kdc", "could not contact any kdc", "can't contact any kdc", "unable to reach kdc", "kdc unreachable", "unable to contact any kdc", "unreachable kdc", "cannot contact kdc", "could not connect to kdc",
		"failed to communicate with kdc", "failed sending ~ to kdc", "no kdc responded", "kdc has not responded*", "unable to connect to kdc*", "kdc is unreachable", "cannot reach kdc", "kdc did not respond*", "kdc unavailable"}, what: "The realm's KDCs are known, but none answers.", family: kdcUnreachable},
	{code: 157, names: []string{"KRB5_NO_LOCALNAME"}, say: []string{"no local name found for principal name"}, what: "The principal does not map to a local user.", family: policy, causes: []string{"auth_to_local has no rule for the realm"}},
	{code: 158, names: []string{"KRB5_MUTUAL_FAILED"}, what: "Mutual authentication failed.", family: wrongKey},
	{code: 163, names: []string{"KRB5_RC_REPLAY"}, what: "The message is taken for a replay.", family: replay},
	{code: 164, names: []string{"KRB5_RC_IO"}, say: []string{"replay cache i/o operation failed", "can't open replay cache"}, what: "The replay cache cannot be used.", family: config, causes: []string{"the service may not write to the place of its replay cache"}},
	{code: 169, names: []string{"KRB5_RC_IO_PERM"}, say: []string{"permission denied in replay cache code"}, what: "The service may not write its replay cache.", family: config},
	{code: 176, names: []string{"KRB5_LNAME_NOTRANS"}, say: []string{"no translation available for requested principal", "no rules applied to*"}, what: "The principal does not map to a local user.", family: policy, causes: []string{"auth_to_local has no rule for the realm"}},
	{code: 179, names: []string{"KRB5_KT_BADNAME"}, say: []string{"key table name malformed"}, what: "The name of the keytab is malformed.", family: noKey},
	{code: 180, names: []string{"KRB5_KT_UNKNOWN_TYPE"}, say: []string{"unknown key table type"}, what: "The keytab is of an unknown kind.", family: noKey},
	{code: 181, names: []string{"KRB5_KT_NOTFOUND"}, say: []string{"key table entry not found", "no key table entry found", "no key table entry found matching", "no key table entry found for", "no principal in keytab matches*", "no principal in keytab", "no suitable keys for ~ in keytab", "keytab contains no suitable keys for*",
		"keytab contains no*", "not found in keytab", "failed to find ~ in keytab", "principal not found in keytab", "no key ~ in keytab", "unable to find ~ in keytab", "no matching key*", "matching key not found in keytab", "no keytab entry*", "could not find ~ in keytab", "no entry ~ in keytab", "not present in keytab", "keytab does not contain*", "keytab entry not found"},
		what: "The keytab holds no key for that name.", family: noKey},
	{code: 182, names: []string{"KRB5_KT_END"}, say: []string{"end of key table reached"}, what: "The keytab ended without the key.", family: noKey},
	{code: 184, names: []string{"KRB5_KT_IOERR"}, what: "The keytab cannot be written or read.", family: noKey},
	{code: 185, names: []string{"KRB5_NO_TKT_IN_RLM"}, say: []string{"cannot find ticket for requested realm"}, what: "There is no ticket for the realm, and no way to it.", family: trust},
	{code: 188, names: []string{"KRB5_BAD_ENCTYPE"}, say: []string{"bad encryption type"}, what: "The encryption type is unknown or not permitted.", family: noCommonEType},
	{code: 193, names: []string{"KRB5_CC_IO"}, say: []string{"credentials cache i/o operation failed", "credential cache i/o error*"}, what: "The credential cache cannot be read or written.", family: cacheKind},
	{code: 194, names: []string{"KRB5_FCC_PERM"}, say: []string{"credentials cache permissions incorrect", "credentials cache permission incorrect", "credential cache file permission*", "permission denied ~ krb5cc"}, what: "The credential cache belongs to someone else or may not be read.", family: cacheKind},
	{code: 195, names: []string{"KRB5_FCC_NOFILE"}, say: []string{"no credentials cache found", "no credential cache found", "no credentials cache file found", "credentials cache ~ not found", "credential cache ~ not found", "ticket cache ~ not found", "no ticket file*", "cache not found",
		"no such file or directory ~ krb5cc", "no ticket cache*", "unable to retrieve credentials cache*", "could not find credential cache*", "no kerberos credentials available", "no credentials were supplied", "no credentials found", "ccache ~ does not exist", "credentials cache file ~ not found", "no kerberos cache*"}, what: "There is no credential cache: nobody has logged in, or not here.", family: noCredentials},
	{code: 196, names: []string{"KRB5_FCC_INTERNAL"}, say: []string{"internal credentials cache error", "internal file credentials cache error"}, what: "The credential cache cannot be used.", family: cacheKind},
	{code: 197, names: []string{"KRB5_CC_WRITE"}, say: []string{"error writing to credentials cache", "failed to store credentials", "error writing credentials cache"}, what: "The credential cache cannot be written.", family: cacheKind},
	{code: 199, names: []string{"KRB5_CC_FORMAT"}, say: []string{"bad format in credentials cache", "bad format in credential cache"}, what: "The credential cache is damaged or empty.", family: cacheKind},
	{code: 200, names: []string{"KRB5_CC_NOT_KTYPE"}, say: []string{"no credentials found with supported encryption types"}, what: "The cache has tickets, but none with an encryption type that is permitted.", family: noCommonEType},
	{code: 201, names: []string{"KRB5_INVALID_FLAGS"}, say: []string{"invalid kdc option combination"}, what: "The request combines options that do not go together.", family: delegation},
	{code: 203, names: []string{"KRB5_NO_CREDS_SUPPLIED"}, say: []string{"no credentials supplied to library routine"}, what: "The program gave no credentials.", family: noCredentials},
	{code: 207, names: []string{"KRB5_SENDAUTH_REJECTED"}, say: []string{"server rejected authentication"}, what: "The server rejected the ticket.", family: wrongKey, weight: usual - 10},
	{code: 208, names: []string{"KRB5_PREAUTH_BAD_TYPE"}, say: []string{"unsupported preauthentication type"}, what: "The kind of pre-authentication is not supported.", family: pkinit},
	{code: 209, names: []string{"KRB5_PREAUTH_NO_KEY"}, say: []string{"required preauthentication key not supplied"}, what: "The key for pre-authentication is missing.", family: badPassword},
	{code: 210, names: []string{"KRB5_PREAUTH_FAILED"}, say: []string{"generic preauthentication failure"}, what: "Pre-authentication failed on this side before a password could be proved.", family: badPassword, also: []string{pkinit, noCommonEType}},
	{code: 212, names: []string{"KRB5_CCACHE_BADVNO"}, say: []string{"unsupported credentials cache format version number", "unsupported credentials cache format version"}, what: "The credential cache has an unknown format version.", family: cacheKind},
	{code: 213, names: []string{"KRB5_KEYTAB_BADVNO"}, say: []string{"unsupported key table format version number", "unsupported key table format version", "invalid keytab*", "keytab ~ is corrupt"}, what: "The keytab has an unknown format, or is no keytab.", family: noKey},
	{code: 216, names: []string{"KRB5_ERR_BAD_HOSTNAME"}, say: []string{"hostname cannot be canonicalized", "hostname ~ cannot be canonicalized", "cannot be canonicalized"}, what: "The host name cannot be resolved to its full form.", family: dns},
	{code: 217, names: []string{"KRB5_ERR_HOST_REALM_UNKNOWN"}, say: []string{"cannot determine realm for host", "cannot determine realm for numeric host*"}, what: "The library cannot tell which realm the host belongs to.", family: wrongRealm, also: []string{config}, causes: []string{"[domain_realm] does not map the host and the name has no domain part, or default_realm is missing"}},
	{code: 220, names: []string{"KRB5_REALM_CANT_RESOLVE"}, say: []string{"cannot resolve network address for kdc in", "cannot resolve servers for kdc in", "cannot resolve network address for kdc", "cannot resolve kdc*", "cannot resolve servers for kdc"}, what: "The KDC that is named for the realm cannot be resolved.", family: dns, also: []string{kdcUnreachable}},
	{code: 221, names: []string{"KRB5_TKT_NOT_FORWARDABLE"}, say: []string{"requesting ticket can't get forwardable tickets", "can't get forwardable tickets"}, what: "The login is not forwardable, so it cannot be passed on.", family: delegation, causes: []string{"the user logged in without -f, or the account is marked sensitive"}},
	{code: 223, names: []string{"KRB5_GET_IN_TKT_LOOP"}, say: []string{"looping detected inside krb5_get_in_tkt", "looping detected getting*"}, what: "The library and the KDC do not come to terms about pre-authentication.", family: noCommonEType, also: []string{badPassword}},
	{code: 224, names: []string{"KRB5_CONFIG_NODEFREALM"}, say: []string{"configuration file does not specify default realm", "cannot locate default realm", "no default realm", "default realm not*", "default_realm ~ not set", "no default realm configured"}, what: "No default realm is configured.", family: config, also: []string{wrongRealm}},
	{code: 230, names: []string{"KRB5_KT_KVNONOTFOUND"}, say: []string{"kvno ~ not found in keytab", "key version number for principal in key table is incorrect", "keytab is likely out of date", "key version number ~ not found", "kvno mismatch", "kvno ~ in keytab does not match*", "key version ~ mismatch", "key version ~ not found",
		"wrong key version", "kvno does not match", "mismatched kvno", "kvno ~ mismatch"}, what: "The keytab has no key of the version in the ticket.", family: wrongKey, also: []string{noKey}, causes: []string{"the password changed after the keytab was made, or the client still holds a ticket from before"}, weight: usual + 8},
	{say: []string{"request ticket server ~ not found in keytab", "request ticket server ~ found in keytab but not with enctype*", "found in keytab but not with enctype", "request ticket server ~ found in keytab but does not match server principal*"}, what: "The keytab of the service has no key for the name in the ticket.", family: noKey, also: []string{wrongKey}, weight: usual + 6},
	{say: []string{"request ticket server ~ kvno ~ not found in keytab", "request ticket server ~ found in keytab but ~ kvno*", "request ticket server ~ kvno ~ enctype ~ found in keytab but cannot decrypt ticket", "found in keytab but cannot decrypt ticket", "cannot decrypt ticket for*", "cannot decrypt ticket", "failed to decrypt ticket", "unable to decrypt ticket", "could not decrypt ticket", "error decrypting ticket*", "error decrypting encpart*", "ticket decryption failed", "decrypting the ticket failed"}, what: "The service could not decrypt the ticket with the keys of its keytab.", family: wrongKey, weight: usual + 8},
	{say: []string{"request ticket server ~ not found in keytab (ticket kvno*"}, what: "The keytab of the service has no key for the name in the ticket.", family: noKey, also: []string{wrongKey}, weight: usual + 10},
	{code: 235, names: []string{"KRB5_KEYTAB_FORMAT"}, say: []string{"bad format in keytab"}, what: "The keytab is damaged.", family: noKey},
	{code: 236, names: []string{"KRB5_NOPERM_ETYPE"}, say: []string{"encryption type not permitted", "encryption type ~ not permitted", "etype ~ not permitted"}, what: "The encryption type is not permitted on this side.", family: noCommonEType},
	{code: 237, names: []string{"KRB5_CONFIG_ETYPE_NOSUPP"}, say: []string{"no supported encryption types"}, what: "The configuration permits no encryption type that the library knows.", family: config, also: []string{noCommonEType}},
	{code: 239, names: []string{"KRB5_EAI_FAIL"}, say: []string{"unknown getaddrinfo failure"}, what: "A name could not be resolved.", family: dns},
	{code: 240, names: []string{"KRB5_EAI_NODATA"}, say: []string{"no data available for host/domain name"}, what: "A name could not be resolved.", family: dns},
	{code: 241, names: []string{"KRB5_EAI_NONAME"}, say: []string{"host/domain name not found"}, what: "A name could not be resolved.", family: dns},
	{code: 243, names: []string{"KRB5_ERR_NUMERIC_REALM"}, what: "The host was given as an address, so that no realm and no SPN follow from it.", family: wrongRealm},
	{code: 251, names: []string{"KRB5_ERR_INVALID_UTF8"}, say: []string{"invalid utf-8 string"}, what: "A name is not valid UTF-8.", family: spnMalformed, weight: weak},
	{code: 252, names: []string{"KRB5_ERR_FAST_REQUIRED"}, say: []string{"fast protected pre-authentication required but not supported by kdc"}, what: "FAST is required on this side and the KDC does not offer it.", family: policy},
	{say: []string{"profile has invalid section*", "missing open brace in profile", "extra closing brace in profile", "profile section header has*", "configuration file ~ improper"}, what: "krb5.conf has an error of syntax.", family: config},
	{say: []string{"client ~ not found in keytab", "keytab contains no suitable keys for"}, what: "The keytab given for the login does not hold that client.", family: noKey, also: []string{unknownClient}, weight: usual + 5},
	{say: []string{"key table file ~ not found", "keytab ~ does not exist", "keytab file ~ not found", "keytab ~ is nonexistent or empty", "no keytab found*", "can't open keytab*", "unable to open keytab*", "cannot open keytab*", "permission denied ~ keytab", "keytab ~ permission denied", "keytab is missing*", "default keytab ~ not found", "keytab ~ unreadable", "failed to load keytab"}, what: "The keytab is missing or may not be read.", family: noKey, weight: usual + 3},
	{say: []string{"pre-authentication failed: no key table entry found", "pre-authentication failed: key table", "pre-authentication failed: cannot find key"}, what: "The keytab holds no key to log in with.", family: noKey, weight: specific},
	{say: []string{"cannot create replay cache*", "can't create replay cache*", "replay cache file*", "unable to open replay cache"}, what: "The replay cache cannot be used.", family: config},
	{say: []string{"required key not available", "requested key not available"}, what: "The kernel found no Kerberos ticket for the mount.", family: noCredentials, causes: []string{"no login in a cache that cifs.upcall or rpc.gssd searches for that user"}},
	{say: []string{"kerberos authentication failed", "kerberos error", "kerberos login failed", "kerberos logon failed", "kerberos authentication failure", "kerberos failed", "kerberos negotiation failed", "gssapi authentication failed", "spnego authentication failed", "negotiate authentication failed", "failed to get ticket", "unable to get ticket", "cannot get ticket", "failed to obtain ticket*", "error obtaining ticket*", "kerberos failure", "sasl bind failed", "gssapi bind failed", "krb5_* failed"}, what: "Kerberos failed, and the text does not say why.", family: generic, weight: wrapper},
	{say: []string{"communication failure with server"}, what: "The administration server cannot be reached.", family: serverDown},
	{say: []string{"unspecified gss failure", "minor code may provide more information", "gss failure", "miscellaneous failure", "general failure, unspecified at gssapi level", "failure unspecified at gss-api level", "gss initiate failed", "gssapi error", "gssapi failure", "sasl(-1)", "a required input parameter could not be read"}, what: "A GSSAPI call failed; the cause follows in the minor code.", family: generic, weight: wrapper},
	{say: []string{"gss_accept_sec_context*", "gss_init_sec_context*", "gss_acquire_cred*", "accept_sec_context"}, what: "A GSSAPI call failed; the cause follows in the minor code.", family: generic, weight: wrapper},
	{say: []string{"gss_s_failure", "gss_s_bad_mech", "an unsupported mechanism was requested", "unsupported mechanism", "unsupported mechanism requested", "mechanism is not supported", "mechanism not supported"}, what: "The token is of a mechanism that this side does not accept, mostly NTLM where Kerberos was meant.", family: ntlmFallback, also: []string{mechanism}, weight: usual - 5},
	{say: []string{"no worthy mechs found", "no mechanism available", "unknown authentication method (-6)", "sasl_mech_not_supported", "can't find suitable mechanism*", "no authentication methods available*", "no supported sasl mech*", "sasl method not available", "sasl mechanism ~ not supported", "sasl ~ no mechanism available", "authentication mechanism ~ not supported", "authentication type ~ not supported by server"}, what: "Client and server have no authentication mechanism in common, or the plug-in is not installed.", family: mechanism},
	{say: []string{"gss_s_credentials_expired", "gss_s_context_expired"}, what: "The credentials have expired.", family: expired},
	{say: []string{"gss_s_no_cred", "gss_s_defective_credential", "no credentials were supplied, or the credentials were unavailable or inaccessible*", "credentials were unavailable or inaccessible*", "no kerberos credentials*", "spnego cannot find mechanisms to negotiate", "spnego failed to negotiate a mechanism", "can't find client principal*", "cannot find client principal*",
		"no tgt", "no tgt found", "no valid tgt*", "no ticket available*", "no valid ticket*", "unable to acquire credentials*", "unable to obtain principal name for authentication", "could not acquire credentials*", "kerberos credentials ~ not found", "no valid kerberos*", "can't acquire credentials*", "do not have a valid ticket*"}, what: "The program found no Kerberos credentials.", family: noCredentials},
	{say: []string{"gss_s_bad_name", "gss_s_bad_nametype", "an invalid name was supplied", "improper format of name"}, what: "The service name is not valid, or its host cannot be resolved.", family: dns, also: []string{spnMalformed}, causes: []string{"the host name has no address, so that the library could not make a service name"}, weight: usual - 5},
	{say: []string{"gss_s_bad_sig", "gss_s_bad_mic", "a token had an invalid mic", "token had an invalid message integrity check", "gss_s_bad_bindings", "channel bindings do not match", "channel bindings mismatch", "channel binding mismatch", "incorrect channel bindings were supplied", "channel bindings ~ mismatch"}, what: "The channel binding or the signature of the token does not fit.", family: channelBinding, also: []string{wrongKey}},
	{say: []string{"gss_s_defective_token", "invalid token was supplied", "a token was invalid", "defective token detected", "gssheader did not find the right tag"}, what: "The token is not a Kerberos token; a client that fell back to NTLM sends such.", family: ntlmFallback},
	{say: []string{"gss_s_duplicate_token", "gss_s_old_token"}, what: "The token was seen before.", family: replay},
}
