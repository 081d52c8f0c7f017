package codes

// daemons are the messages of sssd, adcli, realmd, gssproxy and the daemons of NFS that
// have no entry of their own.
var daemons = []Entry{
	{What: "sssd works without its domain: no server of it answers.", Family: ServerDown, Also: []string{KDCUnreachable, DNS}, Weight: weak + 14,
		Say:  []string{"sssd is offline", "provider is offline", "back end is offline", "marking back end offline", "marking the backend ~ offline*", "going offline*", "failed to connect, going offline*", "no ad server is available*", "offline authentication failed"},
		Next: []string{"look further up in the log for the server that was asked last and why it did not answer"}},
	{What: "The KDC did not answer in the time that sssd allows.", Family: KDCUnreachable, Codes: []string{"krb5_auth_timeout"}, Weight: usual + 2,
		Say: []string{"krb5_child_timeout", "krb5_auth_timeout", "timeout for sending sigterm to tgt child*", "get_tgt_timeout_handler*", "tgt child ~ timeout*", "child timed out!"}},
	{What: "sssd found no records of servers in DNS.", Family: DNS, Also: []string{KDCUnreachable}, Weight: usual - 4, Say: []string{"srv record not found", "srv lookup error"}},
	{What: "The keytab cannot be read, or has nothing for this machine.", Family: NoKey, Weight: usual - 2,
		Say: []string{"retrieving keytab failed", "keytab ~ has not entries*", "error reading keytab*", "error resolving keytab*", "couldn't open default host keytab*", "couldn't open host keytab*", "copy_keytab_into_memory failed*", "find_principal_in_keytab failed*", "couldn't update keytab*", "couldn't add keytab entries*", "could not parse keytab entry*", "get_and_save_tgt_with_keytab failed*", "cannot acquire credentials for principal*"}},
	{What: "The machine is not a member of the domain, or its own login does not work any more.", Family: MachineTrust, Weight: usual,
		Say: []string{"couldn't authenticate as machine account*", "couldn't get kerberos ticket for machine account*", "not currently joined to this domain*", "not currently joined to this realm*", "not joined to this domain*", "not joined to any domain*", "could not fetch our sid*", "ad renewal child failed*", "failed to renew machine account*", "failed to fetch domain sid for*", "could not fetch sid of our domain*"}},
	{What: "The realm does not take a machine in this way.", Family: Mechanism, Weight: usual - 6, Say: []string{"joining this realm * is not supported", "joining this realm is not supported", "joining this realm using ~ is not supported", "joining this realm without credentials is not supported", "realm does not support membership using*", "realm does not support automatic membership*", "no such realm supports*"}},
	{What: "The program's own directory entry or name was not found in the domain.", Family: NotFound, Weight: usual - 8, Say: []string{"couldn't find default naming context on ldap server*", "couldn't find a computer container in*", "couldn't lookup computer account*", "no dns hostname for*"}},
	{What: "The login over the trust does not work.", Family: Trust, Weight: usual - 6, Say: []string{"trusted forest root unknown", "unsupported trust direction", "subdomain is inactive", "could not reinitialize subdomains*", "user from trusted domain ~ not found*"}},
	{What: "A rule for this host does not let the account in.", Family: Policy, Weight: usual - 4, Say: []string{"host access denied", "gpo-based access control ~ denied*", "access denied by gpo*", "access denied by hbac rules*", "authentication is denied by configuration*"}},
	{What: "The kernel's NFS client and the server's callback do not use the same name of the server.", Family: DNS, Also: []string{Config, WrongKey}, Codes: []string{"NFSv4 callback"}, Weight: usual - 2, Say: []string{"callback principal ~ does not match acceptor*", "nfsv4 callback contains invalid cred*"},
		Causes: []string{"the short name, and not the full one, of the server is in its keytab or in DNS (forward and reverse)"}},
	{What: "Kerberos needs the server's name, and was given its address.", Family: NTLMFallback, Also: []string{SPNMissing, DNS}, Weight: usual - 2, Say: []string{"cannot do gssapi to an ip address*", "cannot do kerberos to an ip address*", "cannot do kerberos to ip*"},
		Causes: []string{"the server was named by its address: no SPN can be built, and the program goes on with NTLM"}, Next: []string{"name the server by its full DNS name"}},
	{What: "The login is over: the ticket was not renewed in time.", Family: Expired, Weight: usual - 4, Say: []string{"credentials are expired", "attempted to renew an expired tgt*", "cannot renewed tgt for user*", "failed to renew tgt*", "init_renew_tgt failed*"}},
	{What: "The certificate of the user or of the card cannot be used.", Family: Pkinit, Weight: usual - 6, Say: []string{"invalid certificate provided", "no certificate found for*smart"}},
	{What: "The client takes NTLM, and the server refuses it.", Family: NTLMFallback, Also: []string{BadPassword}, Codes: []string{"WCF NTLM"}, Weight: usual - 6,
		Say:    []string{"client authentication scheme 'ntlm'*", "ntlm authentication is not possible with default credentials*"},
		Causes: []string{"the name and password are wrong, or NTLM is switched off at the server", "on Linux: gss-ntlmssp is not installed"}},
	{What: "NTLM through GSSAPI needs a plug-in that is not installed.", Family: Mechanism, Also: []string{NTLMFallback}, Codes: []string{"gss-ntlmssp"}, Weight: specific, Say: []string{"requires the gssapi plugin 'gss-ntlmssp'*", "gssntlmssp ~ not installed*"}},
	{What: "Windows' Kerberos was given a name that is not one: empty, or not text.", Family: Config, Also: []string{NoCredentials}, Codes: []string{"SSPI"}, Weight: usual - 8, Say: []string{"sspi: multibytetowidechar*", "authgssclientinit() failed: ('sspi*"}},
}
