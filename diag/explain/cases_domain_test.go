package explain

import (
	"testing"

	"adwalk/diag/codes"
)

// Texts of the logs, tools and services of a Windows domain, with made-up names.
var domainSamples = []sample{
	{text: "Log System, source KDCSVC: The Key Distribution Center lacks strong keys for account: svc-old. Update its password.", family: codes.NoCommonEType},
	{text: "The Key Distribution Center (KDC) met a ticket-granting ticket (TGT) from another KDC (NORD2) that did not contain a PAC attributes field.", family: codes.PAC},
	{text: "The KDC encountered a ticket that did not contain information about the account that requested the ticket while it served another request.", family: codes.PAC},
	{text: "The Key Distribution Center encountered a client certificate that did not chain to a root in the NTAuth store.", family: codes.Pkinit},
	{text: "The KDC uses a certificate without KDC Extended Key Usage (EKU), so logons with smart cards may fail.", family: codes.Pkinit},
	{text: "The KDC met a user certificate that contained a different SID than the user to which it mapped.", family: codes.Pkinit},
	{text: "The program inetinfo.exe could not authenticate locally by using the target name HTTP/portal.nord.example. The target name used is not valid.", family: codes.NTLMLoopback},
	{text: "Event 6038: NTLM authentication is presently being used between clients and this server.", family: codes.NTLMFallback},
	{text: "LSA (LsaSrv) 6167: There is a partial mismatch in the machine ID, the ticket belongs to another boot.", family: codes.Policy},
	{text: "The session setup to the Windows Domain Controller \\\\NORD1 for the domain NORD is not responsive.", family: codes.KDCUnreachable},
	{text: "30 connections came from client machines whose IP addresses don't map to any of the existing sites.", family: codes.Harmless},
	{text: "The Netlogon service encountered a client using RPC signing instead of RPC sealing. Machine SamAccountName: FILER3", family: codes.Policy},
	{text: "The Netlogon service denied a vulnerable Netlogon secure channel connection from a machine account. FILER3", family: codes.Policy},
	{text: "[CRITICAL] NORD: NlSessionSetup: Session setup: cannot I_NetServerAuthenticate 0xc0000022", family: codes.MachineTrust},
	{text: "This computer was not able to set up a secure session with a domain controller in domain NORD due to the following: Access is denied.", family: codes.MachineTrust},
	{text: "This computer was not able to set up a secure session with a domain controller in domain NORD due to the following: The RPC server is unavailable.", family: codes.KDCUnreachable},
	{text: "NETLOGON 5719 not able to set up a secure session with a domain controller in domain NORD due to the following: An internal error occurred.", family: codes.Harmless},
	{text: "A log on at WS7 says: The security database on the server does not have a computer account for this workstation trust relationship.", family: codes.MachineTrust},
	{text: "klist get HTTP/app.nord.example failed with 0xc000018b", family: codes.SPNMissing},
	{text: "Trusted DC Connection Status Status = 1787 0x6fb ERROR_NO_TRUST_SAM_ACCOUNT", family: codes.MachineTrust},
	{text: "repadmin: time since the last replication with this server has exceeded the tombstone lifetime.", family: codes.Replication},
	{text: "Starting test: Advertising. SERVER IS NOT RESPONDING or IS NOT CONSIDERED SUITABLE. NORD1 failed test Advertising", family: codes.KDCUnreachable},
	{text: "Starting test: NetLogons. Unable to connect to the NETLOGON share! (\\\\NORD1\\netlogon)", family: codes.Replication},
	{text: "Exception: Information about the domain could not be retrieved (1355).", family: codes.KDCUnreachable},
	{text: "Sign-in to our portal is refused since KB5011233; the pool runs under a gMSA.", family: codes.SPNMissing},
	{text: "Set-AzureADKerberosServer : Failed to create Azure AD Kerberos Server: Failed to set password for account: LDAP://nord.example/CN=AzureADKerberos", family: codes.Replication},
	{text: "The SSL certificate contains a common name (CN) that does not match the hostname. FullyQualifiedErrorId : 12175,PSSessionStateBroken", family: codes.TLS},
	{text: "The WinRM client cannot process the request. Unencrypted traffic is currently disabled in the client configuration.", family: codes.Policy},
	{text: "AADSTS81002: Unable to validate user's Kerberos ticket.", family: codes.WrongKey},
	{text: "AADSTS81013: Unable to find user object based on information in the user's Kerberos ticket.", family: codes.UnknownClient},
	{text: "2031-02-02 08:00:00 10.9.9.1 50001 10.9.9.2 443 HTTP/1.1 GET /app 400 - RequestLength -", family: codes.TokenSize},
	{text: "[S101] Identity Assertion failed for the user at the storefront", family: codes.Pkinit},
	{text: "Sign-in screen: That option is temporarily unavailable. For now, please use a different method to sign in.", family: codes.Pkinit},
	{text: "The Virtual Machine Management Service failed to authenticate the connection for a virtual machine migration at the source host: no suitable credentials available.", family: codes.DoubleHop},
	{text: "ktpass: Failed to set property \"userPrincipalName\" to \"HTTP/app@NORD.EXAMPLE\" on Dn \"CN=svc-app\": 0x32.", family: codes.Rights},
	{text: "ktpass: Failed to set property \"servicePrincipalName\" to \"HTTP/app\" on Dn \"CN=svc-app\": 0x13.", family: codes.Uniqueness},
	{text: "Could not obtain information about Windows NT group/user 'NORD\\olga', error code 0x5.", family: codes.Rights},
	{text: "Could not obtain information about Windows NT group/user 'NORD\\olga', error code 0x534.", family: codes.UnknownClient},
	{text: "Could not obtain information about Windows NT group/user 'NORD\\olga', error code 0x54b.", family: codes.KDCUnreachable},
	{text: "The SQL Server Network Interface library could not register the Service Principal Name (SPN) for the SQL Server service. Error: 0x54b, state: 3.", family: codes.KDCUnreachable},
	{text: "The SQL Server Network Interface library could not register the Service Principal Name (SPN). Windows return code: 0x21c7, state: 15.", family: codes.Uniqueness},
	{text: "The SQL Server Network Interface library could not register the Service Principal Name (SPN). Windows return code: 0x2098, state: 15.", family: codes.Rights},
	{text: "Set-Spn -SPN MSSQLSvc\\DB4.nord.example : CommitChanges: A constraint violation occurred.", family: codes.SPNMalformed},
	{text: "With Microsoft.Data.SqlClient 5 the same connection string fails: The target principal name is incorrect.", family: codes.TLS},
	{text: "With Microsoft.Data.SqlClient 5 the same connection string fails: The target principal name is incorrect. Cannot generate SSPI context.", family: codes.WrongKey},
	{text: "Get-Volume: WinRM cannot process the request. The following error with errorcode 0x8009030e occurred while using Kerberos authentication: A specified logon session does not exist. + PSComputerName : NODE3", family: codes.DoubleHop},
	{text: "An account failed to log on. Logon Type: 3 Account Name: svc-web Status: 0xC000006D Sub Status: 0x0 Source Network Address: 127.0.0.1 Logon Process: NtLmSsp", family: codes.NTLMLoopback},
	{text: "An account failed to log on. Logon Type: 3 Account Name: svc-web Status: 0xC000006D Sub Status: 0xC000006A Source Network Address: 127.0.0.1 Logon Process: NtLmSsp", family: codes.BadPassword},
}

func TestTextsOfADomainAreRead(t *testing.T) {
	for _, c := range domainSamples {
		e := Text(c.text)
		if len(e.Matches) == 0 || e.Matches[0].Family != c.family {
			t.Errorf("want %s%s for %q", c.family, brief(e), c.text)
		}
	}
}
