package explain

var (
	fromClient    = []string{"security-kerberos", "source: kerberos", "source kerberos", "quelle: kerberos", "kerberos client", "source=\"kerberos\"", "name='kerberos'", "eventsourcename=\"kerberos\"", "kerberos"}
	fromKDC       = []string{"key-distribution-center", "key distribution center", "kdc"}
	fromKDCSVC    = []string{"kdcsvc", "key-distribution-center"}
	fromTransport = []string{"msexchangetransport", "exchange", "smtp"}
	fromDirectory = []string{"directoryservice", "directory service", "activedirectory_domainservice", "activedirectory", "ntds"}
	fromNetlogon  = []string{"netlogon"}
	fromASA       = []string{"msexchange management application", "rollalternate", "msexchange"}
)

// events are the Windows events that speak of Kerberos, SPNs and logons. Events
// of the Security log need no source: their numbers are their own.
var events = []event{
	{id: 3, sources: fromClient, code: "Kerberos 3", family: generic, what: "The Kerberos client logged an error (extended logging); its code says which. Many are harmless retries."},
	{id: 4, sources: fromClient, code: "Kerberos 4", family: wrongKey, also: []string{spnDuplicate}, what: "A service could not decrypt the ticket that the client brought (KRB_AP_ERR_MODIFIED).", causes: []string{"the event names the account that the ticket was made for: compare it with the account that runs the service"}},
	{id: 5, sources: fromClient, code: "Kerberos 5", family: clock, what: "A ticket was not valid yet: clocks differ (KRB_AP_ERR_TKT_NYV)."},
	{id: 6, sources: fromClient, code: "Kerberos 6", family: tokenSize, what: "A token is too big for the buffer."},
	{id: 7, sources: fromClient, code: "Kerberos 7", family: wrongKey, also: []string{pkinit}, what: "The PAC of a ticket could not be verified."},
	{id: 100, sources: fromClient, code: "Security-Kerberos 100", family: spnMissing, what: "The SPN is not registered, so Kerberos failed."},
	{id: 101, sources: fromClient, code: "Security-Kerberos 101", family: spnDuplicate, what: "The SPN is on several accounts, so Kerberos failed."},
	{id: 102, sources: fromClient, code: "Security-Kerberos 102", family: pkinit, what: "The KDC's certificate is not trusted."},
	{id: 103, sources: fromClient, code: "Security-Kerberos 103", family: pkinit, what: "The client's certificate is not trusted."},
	{id: 105, sources: []string{"security-kerberos"}, code: "Security-Kerberos 105", family: rights, what: "The password of a managed service account could not be fetched."},
	{id: 200, sources: []string{"security-kerberos"}, code: "Security-Kerberos 200", family: kdcUnreachable, what: "No domain controller was found for the domain."},

	{id: 7, sources: fromKDC, code: "KDC 7", family: generic, what: "The account database failed in a request to the KDC."},
	{id: 8, sources: fromKDC, code: "KDC 8", family: noCommonEType, what: "An account has no suitable key."},
	{id: 10, sources: fromKDC, code: "KDC 10", family: generic, what: "Changing the password of krbtgt failed."},
	{id: 11, sources: fromKDC, code: "KDC 11", family: spnDuplicate, what: "The KDC met two accounts with the same name while it made a ticket."},
	{id: 13, sources: fromKDC, code: "KDC 13", family: noKey, what: "The keys of an account are damaged in the directory."},
	{id: 14, sources: fromKDC, code: "KDC 14", family: noCommonEType, what: "A login found no key of a type that the client asked for."},
	{id: 16, sources: fromKDC, code: "KDC 16", family: noCommonEType, what: "A service ticket found no key of a type that the client asked for."},
	{id: 18, sources: fromKDC, code: "KDC 18", family: wrongKey, what: "The KDC could not verify the signature of a PAC."},
	{id: 19, sources: fromKDC, code: "KDC 19", family: pkinit, what: "Smart card logon was tried and the KDC has no certificate."},
	{id: 20, sources: fromKDC, code: "KDC 20", family: pkinit, what: "The KDC's certificate is not valid any more."},
	{id: 21, sources: fromKDC, code: "KDC 21", family: pkinit, what: "The client's certificate is not valid."},
	{id: 24, sources: fromKDC, code: "KDC 24", family: policy, what: "A service ticket was refused by a rule."},
	{id: 25, sources: fromKDC, code: "KDC 25", family: delegation, what: "An account tried to act for a user without the right to."},
	{id: 26, sources: fromKDC, code: "KDC 26", family: noCommonEType, what: "A login found no key of a type that the client asked for."},
	{id: 27, sources: fromKDC, code: "KDC 27", family: noCommonEType, what: "A service ticket found no key of a type that the client asked for."},
	{id: 29, sources: fromKDC, code: "KDC 29", family: pkinit, what: "The KDC finds no certificate for smart card logons."},
	{id: 31, sources: fromKDC, code: "KDC 31", family: tokenSize, what: "A very big ticket was issued."},
	{id: 35, sources: fromKDC, code: "KDC 35", family: policy, what: "A login without the newer PAC was met."},
	{id: 37, sources: fromKDC, code: "KDC 37", family: policy, what: "A ticket lacks data about who asked for it."},
	{id: 39, sources: fromKDC, code: "KDC 39", family: pkinit, what: "A certificate does not map strongly enough to the account."},
	{id: 40, sources: fromKDC, code: "KDC 40", family: pkinit, what: "A certificate is older than the account it maps to."},
	{id: 41, sources: fromKDC, code: "KDC 41", family: pkinit, what: "A certificate names another account by its security identifier."},
	{id: 42, sources: fromKDC, code: "KDC 42", family: noCommonEType, what: "The krbtgt account has no AES keys."},
	{id: 45, sources: fromKDC, code: "KDC 45", family: pkinit, what: "A certificate's issuer is not in the NTAuth store."},

	{id: 1706, sources: fromTransport, code: "MSExchangeTransport 1706", family: smtpAuth, what: "Exchange's server-to-server authentication (EXPS) failed."},
	{id: 1709, sources: fromTransport, code: "MSExchangeTransport 1709", family: smtpAuth, what: "Kerberos was not tried: the virtual server's name is not the machine's."},
	{id: 7004, sources: fromTransport, code: "MSExchangeTransport 7004", family: smtpAuth, what: "A remote SMTP server refused a command, mostly the authentication or what followed without it."},
	{id: 7010, sources: fromTransport, code: "MSExchangeTransport 7010", family: smtpAuth, what: "A client's SMTP command was refused."},
	{id: 1035, sources: fromTransport, code: "MSExchangeTransport 1035", family: smtpAuth, what: "The receiving mail server refused the authentication of another."},
	{id: 2017, sources: fromTransport, code: "MSExchangeTransport 2017", family: smtpAuth, also: []string{noCommonEType}, what: "The sending mail server could not authenticate to another."},
	{id: 8197, sources: []string{"exchange", "autoaccept"}, code: "8197", family: delegation, what: "The front end's delegation feature collides with the Auto Accept Agent.", guide: guideFrontEnd},
	{id: 14004, sources: fromASA, code: "14004", family: noKey, what: "Rolling the alternate service account's password failed.", guide: guideArray},
	{id: 14003, sources: fromASA, code: "14003", family: noKey, what: "Rolling the alternate service account's password ended with warnings.", guide: guideArray},

	{id: 2974, sources: fromDirectory, code: "Directory Service 2974", family: uniqueness, what: "The directory refused an SPN or UPN that exists elsewhere; the event names the holders."},
	{id: 2886, sources: fromDirectory, code: "Directory Service 2886", family: ldapSigning, what: "The directory does not demand signing."},
	{id: 2887, sources: fromDirectory, code: "Directory Service 2887", family: ldapSigning, what: "Clients bound without signing or TLS."},
	{id: 2888, sources: fromDirectory, code: "Directory Service 2888", family: ldapSigning, what: "Binds without signing were refused."},
	{id: 2889, sources: fromDirectory, code: "Directory Service 2889", family: ldapSigning, what: "This client bound without signing or TLS."},
	{id: 3039, sources: fromDirectory, code: "Directory Service 3039", family: channelBinding, what: "A client's channel binding did not fit."},
	{id: 3040, sources: fromDirectory, code: "Directory Service 3040", family: channelBinding, what: "Clients bound without a channel binding."},
	{id: 3041, sources: fromDirectory, code: "Directory Service 3041", family: channelBinding, what: "Channel bindings are not demanded."},
	{id: 1925, sources: fromDirectory, code: "Directory Service 1925", family: replication, what: "A replication link could not be made."},
	{id: 2087, sources: fromDirectory, code: "Directory Service 2087", family: dns, what: "A replication partner's name could not be resolved."},
	{id: 40960, sources: []string{"lsasrv", "lsa"}, code: "LSASRV 40960", family: generic, also: []string{badPassword, clock, machineTrust}, what: "The security system saw a failed authentication; its status says why."},
	{id: 40961, sources: []string{"lsasrv", "lsa"}, code: "LSASRV 40961", family: kdcUnreachable, also: []string{spnMissing}, what: "No secured connection could be made to the server; no authentication protocol was available."},

	{id: 5719, sources: fromNetlogon, code: "NETLOGON 5719", family: kdcUnreachable, what: "No secure session with a domain controller."},
	{id: 5722, sources: fromNetlogon, code: "NETLOGON 5722", family: machineTrust, what: "A computer's session with the domain controller failed."},
	{id: 5723, sources: fromNetlogon, code: "NETLOGON 5723", family: machineTrust, what: "A computer has no account at the domain controller."},
	{id: 5805, sources: fromNetlogon, code: "NETLOGON 5805", family: machineTrust, what: "A computer's session was refused."},
	{id: 3210, sources: fromNetlogon, code: "NETLOGON 3210", family: machineTrust, what: "The computer could not authenticate with a domain controller."},
	{id: 5783, sources: fromNetlogon, code: "NETLOGON 5783", family: kdcUnreachable, what: "The domain controller does not answer."},

	{id: 4768, code: "4768", family: generic, what: "A login ticket (TGT) was asked for; the result code tells what came of it."},
	{id: 4769, code: "4769", family: generic, what: "A service ticket was asked for; the failure code tells what came of it."},
	{id: 4770, code: "4770", family: harmless, what: "A service ticket was renewed."},
	{id: 4771, code: "4771", family: badPassword, what: "Pre-authentication failed; the failure code tells why.", also: []string{locked}},
	{id: 4776, code: "4776", family: badPassword, also: []string{ntlmFallback}, what: "A login by NTLM was checked; the error code tells what came of it."},
	{id: 4772, code: "4772", family: generic, what: "A request for a login ticket failed."},
	{id: 4773, code: "4773", family: generic, what: "A request for a service ticket failed."},
	{id: 4625, code: "4625", family: badPassword, what: "A logon failed; status and sub status tell why.", also: []string{ntlmLoopback, locked}},
	{id: 4740, code: "4740", family: locked, what: "An account was locked out; the event names the machine."},
	{id: 4649, code: "4649", family: replay, what: "A replay was detected."},
	{id: 537, sources: []string{"security", "logon", "anmelde"}, code: "537", family: ntlmLoopback, also: []string{clock, generic}, what: "A logon failed for an unusual reason; with status 0xC000006D on the machine itself it is the loopback check."},
	{id: 675, sources: []string{"security", "pre-auth", "kerberos"}, code: "675", family: badPassword, what: "Pre-authentication failed (Windows 2003)."},
	{id: 676, sources: []string{"security", "kerberos", "ticket"}, code: "676", family: unknownClient, what: "A login ticket was refused (Windows 2003)."},
	{id: 677, sources: []string{"security", "kerberos", "ticket"}, code: "677", family: spnMissing, what: "A service ticket was refused (Windows 2003)."},

	{id: 201, sources: fromKDCSVC, code: "KDCSVC 201", family: noCommonEType, what: "A client uses RC4 that will not be supported any more."},
	{id: 202, sources: fromKDCSVC, code: "KDCSVC 202", family: noCommonEType, what: "A service account lacks AES keys and relies on RC4."},
	{id: 203, sources: fromKDCSVC, code: "KDCSVC 203", family: noCommonEType, what: "RC4 was blocked: the client offers nothing else."},
	{id: 204, sources: fromKDCSVC, code: "KDCSVC 204", family: noCommonEType, what: "RC4 was blocked: the service account has nothing else."},
	{id: 205, sources: fromKDCSVC, code: "KDCSVC 205", family: noCommonEType, what: "DefaultDomainSupportedEncTypes is set to insecure types."},
	{id: 206, sources: fromKDCSVC, code: "KDCSVC 206", family: noCommonEType, what: "A service takes AES only, and the client does not offer it."},
	{id: 207, sources: fromKDCSVC, code: "KDCSVC 207", family: noCommonEType, what: "A service takes AES only, and its account lacks AES keys."},
	{id: 208, sources: fromKDCSVC, code: "KDCSVC 208", family: noCommonEType, what: "RC4 was refused: the client offers nothing that the service takes."},
	{id: 209, sources: fromKDCSVC, code: "KDCSVC 209", family: noCommonEType, what: "RC4 was refused: the service's account lacks AES keys."},
	{id: 26037, sources: []string{"mssql", "sql"}, code: "SQL Server 26037", family: rights, also: []string{spnMissing}, what: "SQL Server could not register its SPN when it started."},
	{id: 17806, sources: []string{"mssql", "sql", "sspi"}, code: "SQL Server 17806", family: generic, also: []string{spnMissing, clock}, what: "SQL Server's SSPI handshake failed; the code tells why."},
	{id: 18456, sources: []string{"mssql", "sql", "login failed"}, code: "SQL Server 18456", family: badPassword, what: "SQL Server refused a login."},
	{id: 10154, sources: []string{"winrm", "windows remote management"}, code: "WinRM 10154", family: rights, also: []string{spnMissing}, what: "The WinRM service could not create its WSMAN SPNs."},
}
