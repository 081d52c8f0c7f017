package codes

// ldapRest are the messages of OpenLDAP and Cyrus SASL that the result
// tables do not hold, with the number that stands behind them in the tools.
var ldapRest = []Entry{
	{What: "TLS could not be set up with the directory.", Family: TLS, Weight: usual - 4, Say: []string{"connect error (-11)", "connect error (91)", "start_tls ~ connect error", "ldap_start_tls* ~ connect error*", "unable to initialize ssl", "unable to verify peer", "tls handshake was interrupted"}},
	{What: "The directory server is busy, stopping or not there.", Family: ServerDown, Weight: usual - 8, Say: []string{"server is unavailable (52)", "server is busy (51)", "ldap ~ server is unavailable", "ldap ~ server is busy", "timed out (-5)", "ldap_timeout", "ldap_unavailable", "ldap_busy", "ldap_connect failed*", "couldn't connect to ldap server*", "couldn't initialize ldap connection*", "ldap connection is not connected*", "could not start ldap communication*", "cannot bind to ldap server*"}},
	{What: "The directory refuses the request: a name, filter, control or limit of it.", Family: LDAPRequest, Weight: usual - 8, Say: []string{"administrative limit exceeded (11)", "size limit exceeded (4)", "time limit exceeded (3)", "naming violation (64)", "invalid syntax (21)", "invalid dn syntax (34)", "inappropriate matching (18)", "alias problem (33)", "operation not allowed on non-leaf (66)", "operation not allowed on rdn (67)", "cannot modify object class mods (69)", "bad search filter (-7)", "bad parameter to an ldap routine (-9)", "critical extension is unavailable (12)", "protocol error (2)", "loop detected (54)", "results too large (70)", "operation affects multiple dsas (71)", "object class violation (65)", "error code 34 - invalid dn", "error code 64", "error code 65", "error code 11"}},
	{What: "The directory closed the connection or does not answer Java's LDAP client.", Family: ServerDown, Also: []string{TLS}, Weight: usual - 8, Say: []string{"javax.naming.serviceunavailableexception*", "serviceunavailableexception: ~ socket closed"}},
	{What: "Java's LDAP client got no answer to its bind: mostly TLS failed, or the port does not speak it.", Family: TLS, Also: []string{ServerDown}, Weight: usual - 12, Say: []string{"communicationexception: simple bind failed*"},
		Next: []string{"read the exception below it; import the domain's CA into the trust store, and see that ldaps:// goes to port 636"}},
	{What: "The account may not act for another in the directory.", Family: Rights, Weight: usual - 4, Say: []string{"proxied authorization denied", "proxy authorization failure"}},
	{What: "The account is locked in the directory.", Family: Locked, Weight: usual - 4, Say: []string{"account locked"}},
	{What: "The SASL layer that one side demands is not one that the other offers.", Family: LDAPSigning, Also: []string{Mechanism}, Weight: usual - 4,
		Say: []string{"gssapi needs a security layer but one is forbidden", "can't find an acceptable layer", "no common protection layer between client and server", "client selected unsupported protection*", "no security layer negotiated", "couldn't negotiate a security layer"}},
	{What: "SASL knows no such mechanism, or not for this connection.", Family: Mechanism, Weight: usual - 6, Say: []string{"couldn't find mech*", "got past mech_permitted with a disallowed mech*", "unable to obtain list of supported mechanisms*"}},
	{What: "SASL does not know the name of the server or of the local host.", Family: DNS, Weight: usual - 6, Say: []string{"gssapi failure: no serverfqdn", "gs2 failure: no serverfqdn"}},
}
