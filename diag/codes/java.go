package codes

// java are the messages of Java's GSSAPI and Kerberos classes, and of the
// programs built on them.
var java = []Entry{
	{What: "Java found no credentials, or could not get a ticket; the mechanism level says why.", Family: NoCredentials, Weight: wrapper + 5, Codes: []string{"GSSException"},
		Say: []string{"no valid credentials provided"}},
	{What: "Java found no Kerberos login.", Family: NoCredentials, Say: []string{"failed to find any kerberos tgt", "failed to find any kerberos ticket", "failed to find any kerberos*", "unable to obtain password from user", "unable to obtain principal name for authentication",
		"null key", "unable to obtain ticket*", "no common credentials*", "attempt to obtain new initiate credentials failed", "no krbcredentials*", "client cannot authenticate via:[token, kerberos]", "client cannot authenticate via*", "simple authentication is not enabled", "subject not authenticated*"},
		Causes: []string{"the JAAS entry points to no keytab or a keytab that does not hold the principal, or useTicketCache is off", "Java does not read KEYRING or KCM caches"}},
	{What: "A service in Java found no key with which to accept clients.", Family: NoKey, Also: []string{NoCredentials}, Weight: usual + 2,
		Say:    []string{"failed to find any kerberos credentails", "failed to find any kerberos credentials", "attempt to obtain new accept credentials failed"},
		Causes: []string{"the service did not log in, or its keytab holds no key for the principal that it accepts as", "the name in the client's ticket is none that the service has a key for"},
		Next:   []string{"look at the service and its keytab: the client's login is not what is missing"}},
	{What: "Java could not get a ticket for the service: no way to its realm, or no such service.", Family: Trust, Also: []string{WrongRealm, SPNMissing}, Codes: []string{"KrbException (63)"},
		Say:    []string{"fail to create credential", "no service creds"},
		Causes: []string{"the service's host is mapped to another realm ([domain_realm]), or no path of trusts leads there ([capaths])"}},
	{What: "Java's login from a keytab found no key or could not read the file.", Family: NoKey, Say: []string{"login failure for ~ from keytab ~ unable to obtain password from user", "unable to obtain password from user ~ keytab", "cannot find any key*", "could not login: the client is being asked for a password", "login failure for user: ~ from keytab ~ loginexception"}, Also: []string{NoCredentials}, Weight: usual + 4},
	{What: "The service's keytab has no key of the ticket's encryption type or version.", Family: NoKey, Also: []string{NoCommonEType, WrongKey}, Codes: []string{"KrbException (400)"},
		Say:    []string{"cannot find key of appropriate type to decrypt*", "invalid argument (400) - cannot find key*", "cannot find key for type/kvno*", "cannot find key ~ to decrypt", "cannot find key of appropriate type"},
		Causes: []string{"the keytab was made with one encryption type only, and the KDC issued a ticket with another", "the service logs in as another principal than the one in the ticket"}},
	{Code: 31, What: "The service could not check the ticket: its key is not the one the ticket was made with.", Family: WrongKey, Say: []string{"checksum failed", "invalid checksum ~ kerberos.net", "failure unspecified at gss-api level (mechanism level: checksum failed)"},
		Causes: []string{"the keytab is older than the password, or the SPN sits on another account"}},
	{Code: 41, What: "A message was changed on the way, as Java sees it: mostly the KDC answered with another realm or name than was asked for.", Family: WrongKey, Also: []string{WrongRealm}, Say: []string{"message stream modified (41)"}, Weight: usual + 7,
		Causes: []string{"from a login in Java: the realm is written in another case than the domain's, or krb5.conf asks for renew_lifetime that the KDC does not grant"}},
	{What: "The KDC's answer was no ticket but an error, or not Kerberos at all.", Family: Generic, Codes: []string{"Asn1Exception (906)"}, Say: []string{"identifier doesn't match expected value"}, Weight: weak + 10,
		Causes: []string{"the KDC answered with an error that this request did not expect: the line before names it", "the answer was cut, or something else than a KDC is behind the port"}},
	{What: "Java's token is not a Kerberos token.", Family: NTLMFallback, Say: []string{"defective token detected", "gssheader did not find the right tag", "unsupported mechanism requested"}},
	{What: "The KDC says that the user belongs to another realm.", Family: WrongRealm, Codes: []string{"KDC_ERR_WRONG_REALM (68)"}, Say: []string{"null (68)"}, Weight: usual - 2},
	{What: "Java does not find the realm's KDC.", Family: KDCUnreachable, Say: []string{"cannot locate kdc", "unable to locate kdc for realm", "receive timed out", "icmp port unreachable", "krbexception: cannot locate*", "error retrieving key from kdc*", "kdc ~ receive timed out", "sockettimeoutexception ~ kdc", "sockettimeoutexception with attempt*"}, Weight: usual - 2},
	{What: "Java found no realm configuration.", Family: Config, Say: []string{"cannot locate default realm*", "could not load configuration file*", "java.security.krb5.conf*", "no loginmodules configured for*", "no jaas configuration section named*", "no jaas configuration*", "could not find a ~ entry in the jaas configuration", "unable to locate a login configuration", "can't get kerberos realm", "krb5.conf ~ could not be parsed", "krbexception: krb5.conf loading failed", "invalid config name ~ krb5"}},
	{What: "Java does not support, or does not permit, the encryption type.", Family: NoCommonEType, Say: []string{"listed in default_tkt_enctypes*", "listed in default_tgs_enctypes*", "no supported encryption types*", "no supported default etypes for*", "encryption type ~ is not supported/enabled", "illegal key size", "encryption type ~ not supported/enabled", "is not supported/enabled"},
		Causes: []string{"an old Java without the unlimited strength policy, or RC4 or DES asked for where allow_weak_crypto is off"}},
	{What: "Credentials cannot be delegated.", Family: Delegation, Say: []string{"server not authorized to delegate*", "attempt to delegate ~ failed", "ticket ~ not forwardable", "s4u2proxy ~ failed", "s4u2self ticket must be forwardable", "s4u2self ~ not forwardable", "s4u2self ~ failed", "not forwardable", "non-forwardable", "is not trusted for delegation", "not trusted for delegation*", "cannot be delegated", "not permitted to delegate*", "constrained delegation ~ failed",
		"delegation ~ not allowed", "unable to delegate*", "delegation failed", "delegated credentials ~ not available", "delegation is not enabled*", "does not have delegated credentials*", "no delegated credential*"}},
	{What: "The request for a service ticket was rejected by the server of the next hop.", Family: DoubleHop, Say: []string{"login failed for user 'nt authority\\anonymous logon'", "nt authority\\anonymous logon", "nt-autoritat\\anonymous-anmeldung", "double hop", "double-hop", "second hop"}, Codes: []string{"ANONYMOUS LOGON"},
		Causes: []string{"the middle server passed no identity on, so that the second one saw an anonymous client"}, Weight: usual + 5},
}

// golang are the words of gokrb5 and of Go programs around it.
var golang = []Entry{
	{What: "A Go program could not decode an answer; what follows says which.", Family: Generic, Weight: wrapper, Say: []string{"encoding_error", "krbmsg_handling_error", "kdc_error", "root cause:"}},
	{What: "A Go program met an encryption type that it does not know or is not configured for.", Family: NoCommonEType, Say: []string{"unknown or unsupported etype*", "unsupported etype*", "no matching etype*"}, Weight: usual + 8},
	{What: "A Go program could not talk to a KDC.", Family: KDCUnreachable, Say: []string{"networking_error", "no kdcs defined in configuration for realm", "error resolving kdc", "failed to communicate with kdc", "no kdc srv records exist*", "no kdc", "communication error with kdc*", "failed to get kdc connection*", "sending over udp/tcp failed*", "error in getting a tcp connection*", "error sending to a kdc*", "error sending to kdc*"}},
	{Code: 31, What: "A Go program could not decrypt: the key or password does not fit.", Family: WrongKey, Also: []string{BadPassword}, Say: []string{"decrypting_error", "error decrypting*", "integrity verification failed", "error decrypting encrypted part", "encryption_error", "encrypting_error", "kdc_rep invalid*", "krb_ap_err_bad_integrity", "possible key mismatch"}, Weight: usual - 5},
	{Code: 45, What: "The keytab given to a Go program has no matching key.", Family: NoKey, Say: []string{"matching key not found in keytab*", "keytab_error", "keytab does not contain*"}},
	{What: "A Go program did not get the FAST answer it expects from Active Directory.", Family: Config, Say: []string{"did not respond appropriately to fast negotiation*", "fast negotiation"}, Causes: []string{"the KDC does not answer the FAST offer: switch it off in the client (DisablePAFXFAST)"}},
	{What: "A Go program has no login for the realm.", Family: NoCredentials, Say: []string{"no tgt for realm", "client does not have a tgt*", "client ~ not logged in", "could not get valid tgt for client's realm", "could not get valid tgt*", "client has neither a keytab nor a password set*", "login ~ failed: no credentials*"}, Weight: usual - 5},
}
