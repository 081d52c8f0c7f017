package explain

// java are the messages of Java's GSSAPI and Kerberos classes, and of the
// programs built on them.
var java = []entry{
	{what: "Java found no credentials, or could not get a ticket; the mechanism level says why.", family: noCredentials, weight: wrapper + 5, codes: []string{"GSSException"},
		say: []string{"no valid credentials provided"}},
	{what: "Java found no Kerberos login.", family: noCredentials, say: []string{"failed to find any kerberos tgt", "failed to find any kerberos ticket", "failed to find any kerberos credent*", "failed to find any kerberos*", "unable to obtain password from user", "unable to obtain principal name for authentication",
		"no key to store", "null key", "unable to obtain ticket*", "no common credentials*", "attempt to obtain new initiate credentials failed", "attempt to obtain new accept credentials failed", "no krbcredentials*", "client cannot authenticate via:[token, kerberos]", "client cannot authenticate via*", "simple authentication is not enabled", "subject not authenticated*"},
		causes: []string{"the JAAS entry points to no keytab or a keytab that does not hold the principal, or useTicketCache is off", "Java does not read KEYRING or KCM caches"}},
	{what: "Java could not get a ticket for the service: no way to its realm, or no such service.", family: trust, also: []string{wrongRealm, spnMissing}, codes: []string{"KrbException (63)"},
		say:    []string{"fail to create credential", "no service creds"},
		causes: []string{"the service's host is mapped to another realm ([domain_realm]), or no path of trusts leads there ([capaths])"}},
	{what: "Java's login from a keytab found no key or could not read the file.", family: noKey, say: []string{"unable to obtain password from user ~ keytab", "cannot find any key*", "could not login: the client is being asked for a password", "login failure for user: ~ from keytab ~ loginexception"}, also: []string{noCredentials}, weight: usual - 5},
	{what: "The service's keytab has no key of the ticket's encryption type or version.", family: noKey, also: []string{noCommonEType, wrongKey}, codes: []string{"KrbException (400)"},
		say:    []string{"cannot find key of appropriate type to decrypt*", "invalid argument (400) - cannot find key*", "cannot find key for type/kvno*", "cannot find key ~ to decrypt", "cannot find key of appropriate type"},
		causes: []string{"the keytab was made with one encryption type only, and the KDC issued a ticket with another", "the service logs in as another principal than the one in the ticket"}},
	{what: "The service could not check the ticket: its key is not the one the ticket was made with.", family: wrongKey, say: []string{"checksum failed", "invalid checksum ~ kerberos.net", "failure unspecified at gss-api level (mechanism level: checksum failed)"},
		causes: []string{"the keytab is older than the password, or the SPN sits on another account"}},
	{what: "A message was changed on the way, as Java sees it: mostly the KDC answered with another realm or name than was asked for.", family: wrongKey, also: []string{wrongRealm}, say: []string{"message stream modified (41)"}, weight: usual + 7,
		causes: []string{"from a login in Java: the realm is written in another case than the domain's, or krb5.conf asks for renew_lifetime that the KDC does not grant"}},
	{what: "The KDC's answer was no ticket but an error, or not Kerberos at all.", family: generic, codes: []string{"Asn1Exception (906)"}, say: []string{"identifier doesn't match expected value"}, weight: weak + 10,
		causes: []string{"the KDC answered with an error that this request did not expect: the line before names it", "the answer was cut, or something else than a KDC is behind the port"}},
	{what: "Java's token is not a Kerberos token.", family: ntlmFallback, say: []string{"defective token detected", "gssheader did not find the right tag", "unsupported mechanism requested"}},
	{what: "Java does not find the realm's KDC.", family: kdcUnreachable, say: []string{"cannot locate kdc", "unable to locate kdc for realm", "receive timed out", "icmp port unreachable", "null (68)", "krbexception: cannot locate*", "error retrieving key from kdc*", "kdc ~ receive timed out", "sockettimeoutexception ~ kdc"}, weight: usual - 2},
	{what: "Java found no realm configuration.", family: config, say: []string{"cannot locate default realm", "could not load configuration file*", "java.security.krb5.conf*", "no loginmodules configured for*", "could not find a ~ entry in the jaas configuration", "unable to locate a login configuration", "can't get kerberos realm", "krb5.conf ~ could not be parsed", "krbexception: krb5.conf loading failed", "invalid config name ~ krb5"}},
	{what: "Java does not support, or does not permit, the encryption type.", family: noCommonEType, say: []string{"default_tkt_enctypes*", "no supported default etypes for*", "encryption type ~ is not supported/enabled", "illegal key size", "encryption type ~ not supported/enabled", "is not supported/enabled"},
		causes: []string{"an old Java without the unlimited strength policy, or RC4 or DES asked for where allow_weak_crypto is off"}},
	{what: "Credentials cannot be delegated.", family: delegation, say: []string{"server not authorized to delegate*", "attempt to delegate ~ failed", "ticket ~ not forwardable", "s4u2proxy ~ failed", "s4u2self ticket must be forwardable", "s4u2self ~ not forwardable", "s4u2self ~ failed", "not forwardable", "non-forwardable", "is not allowed to impersonate", "is not trusted for delegation", "not trusted for delegation*", "cannot be delegated", "not permitted to delegate*", "constrained delegation ~ failed",
		"delegation ~ not allowed", "unable to delegate*", "delegation failed", "delegated credentials ~ not available", "delegation is not enabled*", "does not have delegated credentials*", "no delegated credential*"}},
	{what: "The request for a service ticket was rejected by the server of the next hop.", family: doubleHop, say: []string{"login failed for user 'nt authority\\anonymous logon'", "nt authority\\anonymous logon", "nt-autoritat\\anonymous-anmeldung", "double hop", "double-hop", "second hop"}, codes: []string{"ANONYMOUS LOGON"},
		causes: []string{"the middle server passed no identity on, so that the second one saw an anonymous client"}, weight: usual + 5},
}

// golang are the words of gokrb5 and of Go programs around it.
var golang = []entry{
	{what: "A Go program could not decode an answer; what follows says which.", family: generic, weight: wrapper, say: []string{"encoding_error", "krbmsg_handling_error", "kdc_error", "root cause:"}},
	{what: "A Go program could not talk to a KDC.", family: kdcUnreachable, say: []string{"networking_error", "no kdcs defined in configuration for realm", "error resolving kdc", "failed to communicate with kdc", "no kdc srv records exist*", "no kdc", "communication error with kdc*", "failed to get kdc connection*", "sending over udp/tcp failed*", "error in getting a tcp connection*", "error sending to a kdc*", "error sending to kdc*"}},
	{what: "A Go program could not decrypt: the key or password does not fit.", family: wrongKey, also: []string{badPassword}, say: []string{"decrypting_error", "error decrypting*", "integrity verification failed", "error decrypting encrypted part", "encryption_error", "encrypting_error", "kdc_rep invalid*", "krb_ap_err_bad_integrity", "possible key mismatch"}, weight: usual - 5},
	{what: "The keytab given to a Go program has no matching key.", family: noKey, say: []string{"matching key not found in keytab*", "keytab_error", "keytab does not contain*"}},
	{what: "A Go program did not get the FAST answer it expects from Active Directory.", family: config, say: []string{"did not respond appropriately to fast negotiation*", "fast negotiation"}, causes: []string{"the KDC does not answer the FAST offer: switch it off in the client (DisablePAFXFAST)"}},
	{what: "A Go program has no login for the realm.", family: noCredentials, say: []string{"no tgt for realm", "client does not have a tgt*", "client ~ not logged in", "could not get valid tgt for client's realm", "could not get valid tgt*", "client has neither a keytab nor a password set*", "login ~ failed: no credentials*"}, weight: usual - 5},
}
