package codes

// Event is a numbered event of a Windows log. The number alone means little;
// the source makes it one thing.
type Event struct {
	ID      int
	Sources []string // words of the source, lower case; any of them near the number will do
	What    string
	Family  string
	Also    []string
	Causes  []string
	Next    []string
	Guide   string
	Code    string
}

var (
	fromClient    = []string{"security-kerberos", "source: kerberos", "source kerberos", "quelle: kerberos", "kerberos client", "source=\"kerberos\"", "name='kerberos'", "eventsourcename=\"kerberos\"", "kerberos"}
	fromKDC       = []string{"key-distribution-center", "key distribution center", "kdc"}
	fromKDCSVC    = []string{"kdcsvc", "key-distribution-center"}
	fromTransport = []string{"msexchangetransport", "exchange", "smtp"}
	fromDirectory = []string{"directoryservice", "directory service", "activedirectory_domainservice", "activedirectory", "ntds"}
	fromNetlogon  = []string{"netlogon"}
	fromNTLM      = []string{"ntlm"} // KB5064479, KB5066470
	fromASA       = []string{"msexchange management application", "rollalternate", "msexchange"}
)

// events are the Windows events that speak of Kerberos, SPNs and logons. Events
// of the Security log need no source: their numbers are their own.
var events = []Event{
	{ID: 3, Sources: fromClient, Code: "Kerberos 3", Family: Generic, What: "The Kerberos client logged an error (extended logging); its code says which. Many are harmless retries."},
	{ID: 4, Sources: fromClient, Code: "Kerberos 4", Family: WrongKey, Also: []string{SPNDuplicate}, What: "A service could not decrypt the ticket that the client brought (KRB_AP_ERR_MODIFIED).", Causes: []string{"the event names the account that the ticket was made for: compare it with the account that runs the service"}},
	{ID: 5, Sources: fromClient, Code: "Kerberos 5", Family: Clock, What: "A ticket was not valid yet: clocks differ (KRB_AP_ERR_TKT_NYV)."},
	{ID: 6, Sources: fromClient, Code: "Kerberos 6", Family: TokenSize, What: "A token is too big for the buffer."},
	{ID: 7, Sources: fromClient, Code: "Kerberos 7", Family: WrongKey, Also: []string{Pkinit}, What: "The PAC of a ticket could not be verified."},
	{ID: 100, Sources: fromClient, Code: "Security-Kerberos 100", Family: SPNMissing, What: "The SPN is not registered, so Kerberos failed."},
	{ID: 101, Sources: fromClient, Code: "Security-Kerberos 101", Family: SPNDuplicate, What: "The SPN is on several accounts, so Kerberos failed."},
	{ID: 102, Sources: fromClient, Code: "Security-Kerberos 102", Family: Pkinit, What: "The KDC's certificate is not trusted."},
	{ID: 103, Sources: fromClient, Code: "Security-Kerberos 103", Family: Pkinit, What: "The client's certificate is not trusted."},
	{ID: 105, Sources: []string{"security-kerberos"}, Code: "Security-Kerberos 105", Family: Rights, What: "The password of a managed service account could not be fetched."},
	{ID: 200, Sources: []string{"security-kerberos"}, Code: "Security-Kerberos 200", Family: KDCUnreachable, What: "No domain controller was found for the domain."},

	{ID: 7, Sources: fromKDC, Code: "KDC 7", Family: Generic, What: "The account database failed in a request to the KDC.", Causes: []string{"on Windows Server 2025 with an empty account name it is harmless"}},
	{ID: 8, Sources: fromKDC, Code: "KDC 8", Family: NoCommonEType, What: "An account has no suitable key."},
	{ID: 10, Sources: fromKDC, Code: "KDC 10", Family: Generic, What: "Changing the password of krbtgt failed."},
	{ID: 11, Sources: fromKDC, Code: "KDC 11", Family: SPNDuplicate, What: "The KDC met two accounts with the same name while it made a ticket."},
	{ID: 13, Sources: fromKDC, Code: "KDC 13", Family: NoKey, What: "The keys of an account are damaged in the directory."},
	{ID: 14, Sources: fromKDC, Code: "KDC 14", Family: NoCommonEType, What: "A login found no key of a type that the client asked for."},
	{ID: 16, Sources: fromKDC, Code: "KDC 16", Family: NoCommonEType, What: "A service ticket found no key of a type that the client asked for."},
	{ID: 18, Sources: fromKDC, Code: "KDC 18", Family: WrongKey, What: "The KDC could not verify the signature of a PAC."},
	{ID: 19, Sources: fromKDC, Code: "KDC 19", Family: Pkinit, What: "Smart card logon was tried and the KDC has no certificate."},
	{ID: 20, Sources: fromKDC, Code: "KDC 20", Family: Pkinit, What: "The KDC's certificate is not valid any more."},
	{ID: 21, Sources: fromKDC, Code: "KDC 21", Family: Pkinit, What: "The client's certificate is not valid."},
	{ID: 24, Sources: fromKDC, Code: "KDC 24", Family: Policy, What: "A service ticket was refused by a rule."},
	{ID: 25, Sources: fromKDC, Code: "KDC 25", Family: Delegation, What: "An account tried to impersonate a user without permission."},
	{ID: 26, Sources: fromKDC, Code: "KDC 26", Family: NoCommonEType, What: "A login found no key of a type that the client asked for."},
	{ID: 27, Sources: fromKDC, Code: "KDC 27", Family: NoCommonEType, What: "A service ticket found no key of a type that the client asked for."},
	{ID: 29, Sources: fromKDC, Code: "KDC 29", Family: Pkinit, What: "The KDC finds no certificate for smart card logons."},
	{ID: 31, Sources: fromKDC, Code: "KDC 31", Family: TokenSize, What: "A very big ticket was issued."},
	{ID: 35, Sources: fromKDC, Code: "KDC 35", Family: PAC, What: "A login without the newer PAC was met."},
	{ID: 37, Sources: fromKDC, Code: "KDC 37", Family: PAC, What: "A ticket lacks data about who asked for it."},
	{ID: 39, Sources: fromKDC, Code: "KDC 39", Family: Pkinit, What: "A certificate does not map strongly enough to the account."},
	{ID: 40, Sources: fromKDC, Code: "KDC 40", Family: Pkinit, What: "A certificate is older than the account it maps to."},
	{ID: 41, Sources: fromKDC, Code: "KDC 41", Family: Pkinit, What: "A certificate names another account by its security identifier."},
	{ID: 43, Sources: fromKDC, Code: "KDC 43", Family: PAC, What: "A ticket came whose full PAC signature could not be verified (CVE-2022-37967).", Causes: []string{"a domain controller or service that made the ticket lacks the update, or is not from Microsoft and does not sign in full"}},
	{ID: 44, Sources: fromKDC, Code: "KDC 44", Family: PAC, What: "A ticket came without the full PAC signature (CVE-2022-37967).", Causes: []string{"a domain controller or service that made the ticket lacks the update, or is not from Microsoft and does not sign in full"}},
	{ID: 42, Sources: fromKDC, Code: "KDC 42", Family: NoCommonEType, What: "The krbtgt account has no AES keys."},
	{ID: 45, Sources: fromKDC, Code: "KDC 45", Family: Pkinit, What: "A certificate's issuer is not in the NTAuth store."},

	{ID: 1706, Sources: fromTransport, Code: "MSExchangeTransport 1706", Family: SMTPAuth, What: "Exchange's server-to-server authentication (EXPS) failed."},
	{ID: 1709, Sources: fromTransport, Code: "MSExchangeTransport 1709", Family: SMTPAuth, What: "Kerberos was not tried: the virtual server's name is not the machine's."},
	{ID: 7004, Sources: fromTransport, Code: "MSExchangeTransport 7004", Family: SMTPAuth, What: "A remote SMTP server refused a command, mostly the authentication or what followed without it."},
	{ID: 7010, Sources: fromTransport, Code: "MSExchangeTransport 7010", Family: SMTPAuth, What: "A client's SMTP command was refused."},
	{ID: 1035, Sources: fromTransport, Code: "MSExchangeTransport 1035", Family: SMTPAuth, What: "The receiving mail server refused the authentication of another."},
	{ID: 2017, Sources: fromTransport, Code: "MSExchangeTransport 2017", Family: SMTPAuth, Also: []string{NoCommonEType}, What: "The sending mail server could not authenticate to another."},
	{ID: 8197, Sources: []string{"exchange", "autoaccept"}, Code: "8197", Family: Delegation, What: "The front end's delegation feature collides with the Auto Accept Agent.", Guide: GuideFrontEnd},
	{ID: 14004, Sources: fromASA, Code: "14004", Family: NoKey, What: "Rolling the alternate service account's password failed.", Guide: GuideArray},
	{ID: 14003, Sources: fromASA, Code: "14003", Family: NoKey, What: "Rolling the alternate service account's password ended with warnings.", Guide: GuideArray},

	{ID: 2974, Sources: fromDirectory, Code: "Directory Service 2974", Family: Uniqueness, What: "The directory refused an SPN or UPN that exists elsewhere; the event names the holders."},
	{ID: 2886, Sources: fromDirectory, Code: "Directory Service 2886", Family: LDAPSigning, What: "The directory does not demand signing."},
	{ID: 2887, Sources: fromDirectory, Code: "Directory Service 2887", Family: LDAPSigning, What: "Clients bound without signing or TLS."},
	{ID: 2888, Sources: fromDirectory, Code: "Directory Service 2888", Family: LDAPSigning, What: "Binds without signing were refused."},
	{ID: 2889, Sources: fromDirectory, Code: "Directory Service 2889", Family: LDAPSigning, What: "This client bound without signing or TLS."},
	{ID: 3039, Sources: fromDirectory, Code: "Directory Service 3039", Family: ChannelBinding, What: "A client's channel binding did not fit."},
	{ID: 3040, Sources: fromDirectory, Code: "Directory Service 3040", Family: ChannelBinding, What: "Clients bound without a channel binding."},
	{ID: 3041, Sources: fromDirectory, Code: "Directory Service 3041", Family: ChannelBinding, What: "Channel bindings are not demanded."},
	{ID: 1925, Sources: fromDirectory, Code: "Directory Service 1925", Family: Replication, What: "A replication link could not be made."},
	{ID: 2087, Sources: fromDirectory, Code: "Directory Service 2087", Family: DNS, What: "A replication partner's name could not be resolved."},
	{ID: 40960, Sources: []string{"lsasrv", "lsa"}, Code: "LSASRV 40960", Family: Generic, Also: []string{BadPassword, Clock, MachineTrust}, What: "The security system saw a failed authentication; its status says why."},
	{ID: 40961, Sources: []string{"lsasrv", "lsa"}, Code: "LSASRV 40961", Family: KDCUnreachable, Also: []string{SPNMissing}, What: "No secured connection could be made to the server; no authentication protocol was available."},

	{ID: 5719, Sources: fromNetlogon, Code: "NETLOGON 5719", Family: KDCUnreachable, What: "No secure session with a domain controller."},
	{ID: 5721, Sources: fromNetlogon, Code: "NETLOGON 5721", Family: MachineTrust, What: "The domain has no account for this computer."},
	{ID: 5722, Sources: fromNetlogon, Code: "NETLOGON 5722", Family: MachineTrust, What: "A computer's session with the domain controller failed."},
	{ID: 5723, Sources: fromNetlogon, Code: "NETLOGON 5723", Family: MachineTrust, What: "A computer has no account at the domain controller."},
	{ID: 5805, Sources: fromNetlogon, Code: "NETLOGON 5805", Family: MachineTrust, What: "A computer's session was refused."},
	{ID: 3210, Sources: fromNetlogon, Code: "NETLOGON 3210", Family: MachineTrust, What: "The computer could not authenticate with a domain controller."},
	{ID: 5783, Sources: fromNetlogon, Code: "NETLOGON 5783", Family: KDCUnreachable, What: "The domain controller does not answer."},

	{ID: 4768, Code: "4768", Family: Generic, What: "A login ticket (TGT) was asked for; the result code tells what came of it."},
	{ID: 4769, Code: "4769", Family: Generic, What: "A service ticket was asked for; the failure code tells what came of it."},
	{ID: 4770, Code: "4770", Family: Harmless, What: "A service ticket was renewed."},
	{ID: 4771, Code: "4771", Family: BadPassword, What: "Pre-authentication failed; the failure code tells why.", Also: []string{Locked}},
	{ID: 4776, Code: "4776", Family: BadPassword, Also: []string{NTLMFallback}, What: "A login by NTLM was checked; the error code tells what came of it."},
	{ID: 4772, Code: "4772", Family: Generic, What: "A request for a login ticket failed."},
	{ID: 4773, Code: "4773", Family: Generic, What: "A request for a service ticket failed."},
	{ID: 4625, Code: "4625", Family: BadPassword, What: "A logon failed; status and sub status tell why.", Also: []string{NTLMLoopback, Locked}},
	{ID: 4740, Code: "4740", Family: Locked, What: "An account was locked out; the event names the machine."},
	{ID: 4649, Code: "4649", Family: Replay, What: "A replay was detected."},
	{ID: 537, Sources: []string{"security", "logon", "anmelde"}, Code: "537", Family: NTLMLoopback, Also: []string{Clock, Generic}, What: "A logon failed for an unusual reason; with status 0xC000006D on the machine itself it is the loopback check."},
	{ID: 675, Sources: []string{"security", "pre-auth", "kerberos"}, Code: "675", Family: BadPassword, What: "Pre-authentication failed (Windows 2003)."},
	{ID: 676, Sources: []string{"security", "kerberos", "ticket"}, Code: "676", Family: UnknownClient, What: "A login ticket was refused (Windows 2003)."},
	{ID: 677, Sources: []string{"security", "kerberos", "ticket"}, Code: "677", Family: SPNMissing, What: "A service ticket was refused (Windows 2003)."},

	{ID: 201, Sources: fromKDCSVC, Code: "KDCSVC 201", Family: RC4Ticket, What: "A warning; the ticket was issued: the client offers RC4 only, and the service lists no encryption types."},
	{ID: 202, Sources: fromKDCSVC, Code: "KDCSVC 202", Family: RC4Ticket, What: "A warning; the ticket was issued: the service's account lists no encryption types and has no AES key."},
	{ID: 203, Sources: fromKDCSVC, Code: "KDCSVC 203", Family: NoCommonEType, What: "A refusal: the client offers RC4 only, and the service lists no encryption types. The account named is the one that asked."},
	{ID: 204, Sources: fromKDCSVC, Code: "KDCSVC 204", Family: NoCommonEType, What: "A refusal: the service's account lists no encryption types and has no AES key."},
	{ID: 205, Sources: fromKDCSVC, Code: "KDCSVC 205", Family: Config, What: "A setting of the domain controller: DefaultDomainSupportedEncTypes includes insecure types. Nothing was refused."},
	{ID: 206, Sources: fromKDCSVC, Code: "KDCSVC 206", Family: RC4Ticket, What: "A warning; the ticket was issued: the service takes AES only, and the client does not offer it."},
	{ID: 207, Sources: fromKDCSVC, Code: "KDCSVC 207", Family: RC4Ticket, What: "A warning; the ticket was issued: the service takes AES only, and its account has no AES key."},
	{ID: 208, Sources: fromKDCSVC, Code: "KDCSVC 208", Family: NoCommonEType, What: "A refusal: the service takes AES only, and the client does not offer it."},
	{ID: 209, Sources: fromKDCSVC, Code: "KDCSVC 209", Family: NoCommonEType, What: "A refusal: the service takes AES only, and its account has no AES key."},
	{ID: 4020, Sources: fromNTLM, Code: "NTLM 4020", Family: NTLMFallback, What: "This machine logged on to a remote server with NTLM; the event names the process, the target and the reason."},
	{ID: 4021, Sources: fromNTLM, Code: "NTLM 4021", Family: NTLMFallback, What: "This machine tried to log on to a remote server with NTLM, in a weak form; the event names the process, the target and the reason."},
	{ID: 4022, Sources: fromNTLM, Code: "NTLM 4022", Family: NTLMFallback, What: "A client logged on to this machine with NTLM; the event names the client, the service and the reason."},
	{ID: 4023, Sources: fromNTLM, Code: "NTLM 4023", Family: NTLMFallback, What: "A client tried to log on to this machine with NTLM, in a weak form; the event names the client, the service and the reason."},
	{ID: 4024, Sources: fromNTLM, Code: "NTLM 4024", Family: NTLMFallback, What: "Credentials derived from NTLMv1 were used for single sign-on; it is a warning."},
	{ID: 4025, Sources: fromNTLM, Code: "NTLM 4025", Family: NTLMFallback, What: "Credentials derived from NTLMv1 were refused for single sign-on."},
	{ID: 4030, Sources: fromNTLM, Code: "NTLM 4030", Family: NTLMFallback, What: "The domain controller checked an NTLM logon of its own domain; the event names client, server and reason."},
	{ID: 4031, Sources: fromNTLM, Code: "NTLM 4031", Family: NTLMFallback, What: "The domain controller checked an NTLM logon of its own domain, in a weak form."},
	{ID: 4032, Sources: fromNTLM, Code: "NTLM 4032", Family: NTLMFallback, What: "The domain controller passed an NTLM logon on to another domain, or received one from there."},
	{ID: 4033, Sources: fromNTLM, Code: "NTLM 4033", Family: NTLMFallback, What: "The domain controller passed an NTLM logon on to another domain, or received one from there, in a weak form."},
	{ID: 8001, Sources: fromNTLM, Code: "NTLM 8001", Family: NTLMFallback, What: "Outgoing NTLM was audited or blocked: this machine would log on with NTLM to the target that the event names."},
	{ID: 8002, Sources: fromNTLM, Code: "NTLM 8002", Family: NTLMFallback, What: "Incoming NTLM was audited: a process of this machine would take an NTLM logon."},
	{ID: 8003, Sources: fromNTLM, Code: "NTLM 8003", Family: NTLMFallback, What: "An NTLM logon of a domain account to this server was audited."},
	{ID: 8004, Sources: fromNTLM, Code: "NTLM 8004", Family: NTLMFallback, What: "The domain controller audited an NTLM logon; the event names the server, the user and the workstation."},
	{ID: 8005, Sources: fromNTLM, Code: "NTLM 8005", Family: NTLMFallback, What: "A direct NTLM logon to the domain controller was audited."},
	{ID: 8006, Sources: fromNTLM, Code: "NTLM 8006", Family: NTLMFallback, What: "An NTLM logon that came over a trust was audited."},
	{ID: 26037, Sources: []string{"mssql", "sql"}, Code: "SQL Server 26037", Family: Rights, Also: []string{SPNMissing}, What: "SQL Server could not register its SPN when it started."},
	{ID: 17806, Sources: []string{"mssql", "sql", "sspi"}, Code: "SQL Server 17806", Family: Generic, Also: []string{SPNMissing, Clock}, What: "SQL Server's SSPI handshake failed; the code tells why."},
	{ID: 18456, Sources: []string{"mssql", "sql", "login failed"}, Code: "SQL Server 18456", Family: BadPassword, What: "SQL Server refused a login."},
	{ID: 10154, Sources: []string{"winrm", "windows remote management"}, Code: "WinRM 10154", Family: Rights, Also: []string{SPNMissing}, What: "The WinRM service could not create its WSMAN SPNs."},
}
