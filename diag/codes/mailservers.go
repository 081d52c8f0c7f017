package codes

// mailServers are what Dovecot, Postfix and saslauthd log of a login, and the
// libraries of SASL below them.
var mailServers = []Entry{
	{What: "The mail server refused the password; its own log of that second names the lookup that failed.", Family: BadPassword, Also: []string{UnknownClient, ServerDown}, Codes: []string{"auth failed"}, Weight: usual - 10,
		Say:  []string{"imap-login: ~ (auth failed", "pop3-login: ~ (auth failed", "submission-login: ~ (auth failed", "managesieve-login: ~ (auth failed", "aborted login (auth failed", "login aborted: ~ (auth failed"},
		Next: []string{"set auth_debug = yes in Dovecot and read the lines of auth: they name the directory's or PAM's answer"}},
	{What: "The mail server found no key for its own name.", Family: NoKey, Codes: []string{"gssapi"}, Weight: usual - 2, Say: []string{"while acquiring service credentials*", "while obtaining credentials for*", "obtaining credentials for ~ key table*"},
		Next: []string{"see that the keytab (auth_krb5_keytab) has imap/, smtp/ or pop/ with the host's full name, and that the service may read it"}},
	{What: "The mail server does not let this principal use the mailbox that was asked for.", Family: Config, Also: []string{UnknownClient, WrongRealm}, Codes: []string{"authorization name"}, Weight: usual - 4, Say: []string{"authn_name not authorized*", "authn_name ~ not authorized"},
		Causes: []string{"the principal's realm is not the default one, or no rule of auth_to_local gives the mailbox's name"}},
	{What: "saslauthd could not prove the KDC with a key of its own.", Family: NoKey, Also: []string{WrongKey}, Codes: []string{"saslauthd"}, Weight: usual, Say: []string{"k5support_verify_tgt*", "auth_krb5: k5support_verify_tgt*"},
		Next: []string{"give saslauthd a keytab with host/ or the service's own principal"}},
	{What: "saslauthd refused the login; the cause is in another line.", Family: BadPassword, Also: []string{Generic, KDCUnreachable}, Codes: []string{"saslauthd"}, Weight: weak + 12, Say: []string{"do_auth : auth failure*"}},
}
