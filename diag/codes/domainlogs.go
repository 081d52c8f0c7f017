package codes

// domainLogs are the texts of events that domain controllers and members write about
// their own keys, certificates, secure channels and replication, where the number of the
// event is not said.
var domainLogs = []Entry{
	{What: "The KDC found an account without AES keys.", Family: NoCommonEType, Also: []string{RC4Ticket}, Codes: []string{"KDC 42"}, Weight: specific, Say: []string{"lacks strong keys for account*"},
		Causes: []string{"the account's password was last set before the domain had AES keys"}, Next: []string{"reset the account's password; krbtgt's twice, the second time after replication and the lifetime of a ticket"}},
	{What: "A ticket's PAC lacks what a newer domain controller puts into it.", Family: PAC, Codes: []string{"KDC 35-38"}, Weight: specific, Say: []string{"did not contain a pac attributes field*", "did not contain information about the account that requested the ticket*", "contained inconsistent information about the account that requested the ticket*", "did not contain a pac requestor*"},
		Causes: []string{"another domain controller of the domain or forest lacks the updates of November 2021 or later"}, Next: []string{"update every domain controller, also those of trusted domains"}},
	{What: "A ticket's full PAC signature is missing or could not be verified.", Family: PAC, Codes: []string{"KDC 43/44"}, Weight: specific, Say: []string{"did not contain the full pac signature*", "could not validate the full pac signature*"}},
	{What: "A certificate used for a logon comes from an authority that is not in the NTAuth store.", Family: Pkinit, Codes: []string{"KDC 45"}, Weight: specific, Say: []string{"did not chain to a root in the ntauth store*", "not ~ in the ntauth store*", "ntauth store"}},
	{What: "A domain controller's certificate is not one for a KDC.", Family: Pkinit, Codes: []string{"KDC 32"}, Weight: specific, Say: []string{"without kdc extended key usage*", "enrollment of a kdc certificate*"}},
	{What: "A certificate names another account by its security identifier.", Family: Pkinit, Codes: []string{"KDC 41"}, Weight: specific, Say: []string{"contained a different sid than the user to which it mapped*", "a different sid than the user*"}},
	{What: "A domain controller could not use a claim or a policy of the domain.", Family: Config, Weight: usual - 10, Say: []string{"could not use claims*", "failed to compute claims*"}},

	{What: "A program logged on to its own computer by a name that is not the computer's.", Family: NTLMLoopback, Also: []string{SPNMissing}, Codes: []string{"LSASRV 6037"}, Weight: usual + 8, Say: []string{"could not authenticate locally by using the target name*"},
		Causes: []string{"the name is an alias or a host header: it is neither the computer's name nor in BackConnectionHostNames"}},
	{What: "A client logged on to this server with NTLM.", Family: NTLMFallback, Codes: []string{"LSASRV 6038"}, Weight: usual, Say: []string{"ntlm authentication is presently being used*"}},
	{What: "Two computers share a security identifier: updated systems refuse logons between them.", Family: Policy, Also: []string{MachineTrust}, Codes: []string{"LSASRV 6167"}, Weight: specific, Say: []string{"partial mismatch in the machine id*"},
		Causes: []string{"the computers were copied from one image without sysprep"}, Next: []string{"compare the SIDs of both computers (psgetsid), and make one of them anew with sysprep"}},

	{What: "A domain controller does not answer the secure channel.", Family: KDCUnreachable, Codes: []string{"NETLOGON 5783"}, Weight: usual + 4, Say: []string{"session setup to the windows ~ domain controller ~ is not responsive*", "the current rpc call from netlogon ~ has been cancelled*"}},
	{What: "Clients come from networks that no site of the forest names.", Family: Harmless, Codes: []string{"NETLOGON 5807"}, Weight: usual, Say: []string{"ip addresses don't map to any of the existing sites*", "client ip address ~ none of the active directory sites*"}, Causes: []string{"their subnet is not listed in the forest: they may use a domain controller far away"}},
	{What: "A domain controller refused or reported a computer's secure channel that is not protected as it must be.", Family: Policy, Also: []string{MachineTrust}, Codes: []string{"NETLOGON 5827-5842"}, Weight: specific, Say: []string{"vulnerable netlogon secure channel connection*", "a client using rpc signing instead of rpc sealing*", "using rpc signing instead of rpc sealing*", "secure channel with a client with rc4*", "denied a client using rc4*", "denied a vulnerable netlogon*"},
		Causes: []string{"the computer or its Samba, NAS or appliance is too old, or is set not to sign and seal"}, Next: []string{"update the computer that the event names, or let it sign and seal its secure channel"}},
	{What: "The domain controller does not take the password that the computer shows on its secure channel.", Family: MachineTrust, Codes: []string{"netlogon.log"}, Weight: specific, Say: []string{"cannot i_netserverauthenticate*", "new password is bad, try old one*", "nlsessionsetup: session setup: cannot*"}},

	{What: "A domain controller was away for so long that its partners take nothing from it.", Family: Replication, Codes: []string{"8614", "event 2042"}, Weight: usual + 6, Say: []string{"exceeded the tombstone lifetime*", "it has been too long since this machine last replicated*", "tombstone lifetime ~ exceed*"}},
	{What: "Replication stopped at an object that one side has removed, or at damaged data.", Family: Replication, Codes: []string{"8606", "8451", "event 1988"}, Weight: usual + 4, Say: []string{"lingering object*", "insufficient attributes were given to create an object*", "replication operation encountered a database error*", "usn rollback*", "currently rejecting replication requests*", "replication operation was preempted*", "replication ~ schema mismatch between the servers*"}},
	{What: "A domain controller does not offer itself to clients.", Family: KDCUnreachable, Also: []string{Replication, DNS}, Codes: []string{"dcdiag Advertising"}, Weight: usual - 6, Say: []string{"server is not responding or is not considered suitable*", "is not advertising as a *"},
		Causes: []string{"the share SYSVOL is not there, as replication of its files did not begin", "the services Netlogon or KDC of the domain controller are stopped"}},
	{What: "dcdiag found that a domain controller does not offer itself; the lines before say why.", Family: KDCUnreachable, Also: []string{Replication, DNS}, Codes: []string{"dcdiag"}, Weight: weak + 8, Say: []string{"failed test advertising*"}},
	{What: "A search at a domain controller got no answer (LDAP 81).", Family: ServerDown, Codes: []string{"LDAP 81"}, Weight: usual - 6, Say: []string{"search failed on server ~ return value = 81*", "ldap search ~ return value = 81*"}},
	{What: "A domain controller does not share SYSVOL and NETLOGON.", Family: Replication, Also: []string{ServerDown, Rights}, Codes: []string{"dcdiag NetLogons"}, Weight: usual - 6, Say: []string{"unable to connect to the netlogon share*", "failed test netlogons*", "failed test sysvolcheck*", "failed test frsevent*", "failed test dfsrevent*"}},
}
