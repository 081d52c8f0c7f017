package codes

// jdkRest are the messages of the JDK's Kerberos, GSSAPI and LDAP providers that have no
// entry of their own.
var jdkRest = []Entry{
	{What: "The options of the JAAS login module contradict each other.", Family: Config, Codes: []string{"JAAS"}, Weight: usual + 4,
		Say:    []string{"configuration error - *", "principal cannot be * when isinitiator is true", "jdk.security.krb5.default.initiate.credential*", "invalid jdk.security.krb5.*", "no loginmodules configured for*", "unable to find loginmodule*", "unable to find loginmodule class*", "no configuration file set and no default*", "could not load configuration from scdynamicstore*", "config file must starts with a section*", "config file should not start with*", "exception in getting default checksum value from the configuration*", "java.lang.nullpointerexception: invalid null input: name", "invalid null input: name"},
		Causes: []string{"the entry in the JAAS file lacks an option that another one needs", "in a container: the process runs as a user that has no name in the system"}},
	{What: "The login module cannot ask for a password here, and neither keytab nor cache gave it a login.", Family: NoCredentials, Also: []string{Config, NoKey}, Codes: []string{"JAAS"}, Weight: usual,
		Say: []string{"no callbackhandler available to garner authentication information*", "no callbackhandler available to acquire authentication information*", "cannot get password from user*", "password can not be obtained from sharedstate", "username can not be obtained from sharedstate", "no password was supplied", "creds not available yet*", "attempt to obtain service ticket from the subject failed*", "failed to renew kerberos ticket for client*", "can not load native ccache library*", "not available to garner authentication information*"}},
	{What: "The server answered with an error where its proof was expected: it could not use the ticket.", Family: WrongKey, Also: []string{NoKey, Clock}, Weight: usual - 2,
		Say: []string{"ap_rep token id does not match*"}, Next: []string{"decode the token that came back: the number of the error stands in it (41 for another key, 37 for the clock)"}},
	{What: "A bare token came that is no Kerberos request.", Family: Mechanism, Also: []string{NTLMFallback}, Weight: usual - 8, Say: []string{"ap_req token id does not match*"}},
	{What: "The keytab has no key for the principal.", Family: NoKey, Codes: []string{"JAAS"}, Weight: usual + 2, Say: []string{"key for the principal ~ not available in*", "no key to store", "no secret key available"}},
	{What: "Java's HTTP client could not begin Negotiate; the reason follows.", Family: NoCredentials, Also: []string{NTLMFallback, SPNMissing}, Weight: weak + 10, Say: []string{"negotiate support not initiated*", "negotiate support cannot continue*"}},
	{What: "A service may be asked for on behalf of a user of another realm only with referrals.", Family: Delegation, Weight: usual, Say: []string{"cross-realm s4u2self request not possible when referrals are disabled*", "s4u2self not possible*"}},
	{What: "The user of the login may not act for the user that it asks for.", Family: Rights, Also: []string{Delegation}, Weight: usual - 6, Say: []string{"is not authorized to connect as*"}},
	{What: "The channel binding needs the server's certificate, and there is none that serves.", Family: ChannelBinding, Weight: usual, Say: []string{"no suitable certificate to generate tls channel binding data*", "tls channel binding ~ not supported*"}},
	{What: "The program permits no encryption type that it also supports.", Family: NoCommonEType, Also: []string{Config}, Codes: []string{"krb5.conf"}, Weight: usual + 4, Say: []string{"no supported default etypes for*", "unknown or unsupported etype*", "error creating etype*", "error getting etype*", "client has no support for crypto type"}},
}
