package codes

// remote are the messages of remote management and of remote desktops on Windows, and of
// what lies between Samba's programs and its winbindd.
var remote = []Entry{
	{What: "The computer's management service takes no remote shells.", Family: Policy, Codes: []string{"WinRM"}, Say: []string{"configured to not accept any remote shell requests*", "is not configured to accept remote shell*"}, Weight: usual},
	{What: "The name of the computer to manage cannot be resolved.", Family: DNS, Codes: []string{"WinRM"}, Say: []string{"cannot process the request because the server name cannot be resolved*"}, Weight: usual},
	{What: "Another web server answers where remote management was looked for, or the URL is not its own.", Family: Config, Also: []string{ServerDown}, Codes: []string{"WinRM"},
		Say: []string{"the requested http url was not available*", "http server that does not support the ws-management protocol*"}, Weight: usual,
		Causes: []string{"the name or port leads to another server: a load balancer, a proxy, or IIS without this application", "the virtual directory of PowerShell is missing or has another name"}},
	{What: "The management service refused the request's size, as a Kerberos token with many groups makes it, or its form.", Family: TokenSize, Also: []string{Config}, Codes: []string{"WinRM 400"}, Say: []string{"client received an http bad request status (400)*", "received an http bad request status (400)*"}, Weight: usual},
	{What: "The certificate of the computer to manage is not accepted.", Family: TLS, Codes: []string{"WinRM"}, Say: []string{"the server certificate on the destination computer*"}, Weight: usual + 4},
	{What: "CredSSP is switched off on this side, or its rule does not name the target.", Family: Policy, Also: []string{DoubleHop}, Codes: []string{"CredSSP"}, Say: []string{"credssp authentication is currently disabled*", "policy does not allow the delegation of the user credentials*", "policy does not allow delegating*", "credentials delegation is not allowed*"}, Weight: usual,
		Causes: []string{"CredSSP has not been enabled for this client and server (Enable-WSManCredSSP, AllowFreshCredentials)"}},
	{What: "Client and server agree on no CredSSP that both hold to be safe: one of them lacks the updates.", Family: Policy, Codes: []string{"CredSSP"}, Say: []string{"credssp encryption oracle remediation*"}, Weight: usual + 6},
	{What: "The remote computer reached no domain controller, or does not know the account's domain.", Family: KDCUnreachable, Also: []string{PasswordExpiry, TLS}, Codes: []string{"RDP"}, Say: []string{"the local security authority cannot be contacted*"}, Weight: usual - 4,
		Causes: []string{"no domain controller answers the client or the remote computer", "the account's password has expired or must be changed, which this login cannot do"}},
	{What: "The account may not log on to this computer by remote desktop.", Family: Policy, Codes: []string{"RDP"}, Say: []string{"not authorized for remote login*", "right to sign in through remote desktop services*", "right to log on through remote desktop services*", "right to log on through terminal services*"}, Weight: usual},
	{What: "The certificate of the remote desktop's host is not accepted.", Family: TLS, Codes: []string{"RDP"}, Say: []string{"problems with its security certificate*", "the certificate is not from a trusted certifying authority*"}, Weight: usual},
	{What: "Samba's winbindd did not answer the program: it does not run, or this account may not use its pipe.", Family: ServerDown, Also: []string{Rights, MachineTrust}, Codes: []string{"winbindd"}, Say: []string{"reading winbind reply failed*", "could not obtain winbind*", "wbc_err_winbind_not_available"}, Weight: usual,
		Causes: []string{"winbindd is not running, or is not joined and ends at once", "the program's account is not in the group that may use winbindd_privileged"},
		Next:   []string{"see whether winbindd runs and answers (wbinfo -p), as the account that runs the program", "give that account the group of winbindd_privileged"}},
	{What: "The program may not use winbindd's pipe: its account is not in the group that the folder belongs to.", Family: Rights, Also: []string{ServerDown}, Codes: []string{"winbindd"}, Say: []string{"winbindd_privileged"}, Weight: usual + 4},
	{What: "The directory does not do what this connection asked for: mostly TLS, or another kind of server answers.", Family: TLS, Also: []string{ServerDown, LDAPSigning}, Codes: []string{".NET LDAP"}, Say: []string{"the server cannot handle directory requests*"}, Weight: usual - 10},
	{What: "The account cannot log on with a smart card here.", Family: Pkinit, Say: []string{"signing in with a smart card isn't supported*", "smart card ~ isn't supported for your account*"}, Weight: usual},
	{What: "The time service has no source to take the time from.", Family: Clock, Codes: []string{"W32Time"}, Say: []string{"no time data was available*", "unable to set a domain peer to use as a time source*"}, Weight: usual - 8},
	{What: "The computer could not read its group policy from the domain controller's share.", Family: ServerDown, Also: []string{Rights, DNS, Replication}, Codes: []string{"event 1058"}, Say: []string{"attempted to read the file ~ gpt.ini*", "attempted to read the file ~ was not successful*"}, Weight: usual - 8},
	{What: "The computer's own password is not the one that the domain has for it.", Family: MachineTrust, Codes: []string{"NETLOGON"}, Say: []string{"the password stored on the local computer does not match*", "password stored on the local computer ~ domain controller"}, Weight: usual + 4},
}
