package codes

// hadoop are what Hadoop's services, and Kafka, ZooKeeper, Hive and Kudu beside them,
// say of a login in their own words.
var hadoop = []Entry{
	{What: "Hadoop does not let this service act for another user: its own rule for proxy users, not the KDC's.", Family: Rights, Also: []string{Delegation, Config}, Codes: []string{"proxyuser"}, Weight: usual, Say: []string{"is not allowed to impersonate", "unauthorized connection for super-user*"},
		Next: []string{"set hadoop.proxyuser.<service>.hosts and .groups in core-site.xml of the server, under the short name that auth_to_local gives, and refresh them"}},
	{What: "The two sides do not want the same protection (authentication, integrity, privacy).", Family: Config, Codes: []string{"QOP"}, Weight: usual + 2, Say: []string{"invalid token in javax.security.sasl.qop*", "no common protection layer between client and ser*", "implementation with matching qop*"},
		Next: []string{"compare hadoop.rpc.protection, dfs.data.transfer.protection or sasl.qop of both sides"}},
	{What: "The server does not take the SASL mechanism that the client chose.", Family: Mechanism, Also: []string{Config}, Codes: []string{"SASL mechanism"}, Weight: usual + 4, Say: []string{"unsupported mechanism type plain", "unsupported mechanism type gssapi", "unsupported mechanism type kerberos", "unsupported mechanism type digest-md5", "unsupported mechanism type anonymous"},
		Causes: []string{"hive.server2.authentication and the client's URL (auth=, principal=) do not say the same"}},
	{What: "HiveServer2 refused the name or the password.", Family: BadPassword, Also: []string{Config}, Codes: []string{"HiveServer2"}, Weight: usual - 8, Say: []string{"error validating the login", "error validating ldap user*", "error validating pam user*"}},
	{What: "ZooKeeper refused the login of this client; the server's log says why.", Family: Generic, Also: []string{NoCredentials, Config}, Codes: []string{"AuthFailed"}, Weight: weak + 14, Say: []string{"keepererrorcode = authfailed*", "keepererrorcode=authfailed*", "keeperexception$authfailedexception*"}},
	{What: "The program goes on with ZooKeeper without a login, for lack of a section in JAAS.", Family: Config, Also: []string{NoCredentials}, Codes: []string{"JAAS Client"}, Weight: usual - 12, Say: []string{"will continue connection to zookeeper server without sasl*"}},
	{What: "The Kafka client and the listener do not speak the same protocol: one of them does not expect a login.", Family: Config, Also: []string{Mechanism}, Codes: []string{"security.protocol"}, Weight: usual - 6, Say: []string{"unexpected kafka request of type ~ during sasl handshake*", "unexpected handshake request with client mechanism*", "illegalsaslstateexception*"},
		Next: []string{"set security.protocol and sasl.mechanism of the client as the listener of this port has them"}},
	{What: "The Kafka broker closed the connection during the login; its own log says why.", Family: Generic, Also: []string{Config, WrongKey, TLS}, Codes: []string{"Kafka"}, Weight: weak + 12, Say: []string{"terminated during authentication*"}},
	{What: "The client has no Kerberos login, and the Kudu server asks for one.", Family: NoCredentials, Codes: []string{"Kudu"}, Weight: usual, Say: []string{"client does not have kerberos credentials available*", "client is not authenticated with kerberos*"}},
	{What: "The client asks for a login, and the Kudu server is not set up for Kerberos.", Family: Config, Also: []string{Mechanism}, Codes: []string{"Kudu"}, Weight: usual, Say: []string{"server does not have kerberos enabled*"}},
	{What: "The KDC did not answer Java's login module.", Family: KDCUnreachable, Codes: []string{"LoginException"}, Weight: usual + 2, Say: []string{"loginexception: connect timed out*", "loginexception: connection refused*", "loginexception: no route to host*", "loginexception: network is unreachable*", "loginexception: connection reset*"}},
	{What: "The client sent a token of Windows' own mechanisms (NEGOEX or NTLM), for which Java has no login.", Family: NTLMFallback, Also: []string{Mechanism}, Codes: []string{"1.3.6.1.4.1.311.2.2"}, Weight: usual + 4, Say: []string{"no credential found for: 1.3.6.1.4.1.311*"}},
	{What: "Hadoop's service runs in secure mode and has no keytab in its settings.", Family: Config, Also: []string{NoKey}, Codes: []string{"keytab"}, Weight: usual, Say: []string{"running in secure mode, but config doesn't have a keytab*", "keytab not defined in configuration*", "principal not defined in configuration*"}},
	{What: "Airflow could not renew its ticket right after the login: the KDC gave one that is not renewable.", Family: Expired, Also: []string{Policy, Config}, Codes: []string{"renewable"}, Weight: usual - 4, Say: []string{"couldn't renew kerberos ticket*", "could not renew kerberos ticket*"},
		Next: []string{"compare renew until in klist with the start: where both are the same, the KDC's policy (max renewable life) forbids it"}},
}
