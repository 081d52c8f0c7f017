package explain

import (
	"testing"

	"adwalk/diag/codes"
)

// Texts of Unix, Java and container programs, with made-up names.
var unixSamples = []sample{
	{text: "sqlplus /@lager: ORA-12631: Username retrieval failed", family: codes.NoCredentials},
	{text: "Kerberos login to LAGER: ORA-50201: Oracle Communication: Failed to connect to server; KERBEROS5_CC_NAME = MSLSA:", family: codes.ServerDown},
	{text: "SQL30082N  Security processing failed with reason \"17\" (\"UNSUPPORTED FUNCTION\").  SQLSTATE=08001", family: codes.Mechanism},
	{text: "SQL30082N  Security processing failed with reason \"1\" (\"PASSWORD EXPIRED\").", family: codes.PasswordExpiry},
	{text: "SQL30082N  Security processing failed with reason \"19\" (\"USERID DISABLED or RESTRICTED\").", family: codes.Disabled},
	{text: "ERROR 2059 (HY000): Authentication plugin 'authentication_kerberos_client' cannot be loaded: no such file", family: codes.Mechanism},
	{text: "mount error(2): No such file or directory", family: codes.NotFound},
	{text: "MountVolume failed: mount: /data: unknown filesystem type 'cifs'.", family: codes.Mechanism},
	{text: "ganesha.nfsd: Export /lager does not support RPCSEC_GSS", family: codes.Policy},
	{text: "kernel: RPC: AUTH_GSS upcall timed out. Please check user daemon is running.", family: codes.ServerDown},
	{text: "dovecot: imap-login: Disconnected: Aborted login (auth failed, 2 attempts in 9 secs): user=<erika>, method=PLAIN", family: codes.BadPassword},
	{text: "dovecot: auth: gssapi(?,10.7.7.7): While acquiring service credentials: Unspecified GSS failure", family: codes.NoKey},
	{text: "javax.naming.SizeLimitExceededException: [LDAP: error code 4 - Sizelimit Exceeded]; remaining name 'dc=nord,dc=example'", family: codes.LDAPRequest},
	{text: "javax.naming.CommunicationException: simple bind failed: nord1.nord.example:636", family: codes.TLS},
	{text: "systemd[1]: sssd-pam-priv.socket: Failed with result 'exit-code'.", family: codes.Config},
	{text: "sshd[77]: pam_sss(sshd:account): Access denied for user erika: 6 (Permission denied)\nsshd[70]: error: PAM: User account has expired for erika from 10.7.7.7", family: codes.Policy},
	{text: "lsass: LW_ERROR_KRB5_NOPERM_ETYPE", family: codes.NoCommonEType},
	{text: "domainjoin-cli: LW_ERROR_KRB5KDC_ERR_KEY_EXP", family: codes.PasswordExpiry},
	{text: "LW_ERROR_KRB5KRB_AP_ERR_MODIFIED", family: codes.WrongKey},
	{text: "rdkafka: sasl_ssl://kfk7.nord.example:9093/bootstrap: SASL authentication failure: Disconnected", family: codes.Generic},
	{text: "Could not open library 'C:\\Kerberos\\bin\\gssapi32.dll': (LoadError)", family: codes.Mechanism},
	{text: "java.lang.IllegalAccessError: class com.lager.Auth (in unnamed module @0x1) cannot access class sun.security.krb5.internal.APReq because module java.security.jgss does not export sun.security.krb5.internal to unnamed module", family: codes.Mechanism},
	{text: "User: lager/h7@NORD.EXAMPLE is not allowed to impersonate erika", family: codes.Rights},
	{text: "javax.security.sasl.SaslException: Invalid token in javax.security.sasl.qop: ", family: codes.Config},
	{text: "org.apache.thrift.transport.TTransportException: Peer indicated failure: Unsupported mechanism type PLAIN", family: codes.Mechanism},
	{text: "Peer indicated failure: Error validating the login", family: codes.BadPassword},
	{text: "javax.security.auth.login.LoginException: connect timed out", family: codes.KDCUnreachable},
	{text: "GSSException: No credential found for: 1.3.6.1.4.1.311.2.2.30 usage: Accept", family: codes.NTLMFallback},
	{text: "CWIML4507E: Kerberos login failed using Kerberos principal lager@NORD.EXAMPLE and Kerberos credential cache (ccache) /tmp/cc7.", family: codes.NoCredentials},
	{text: "The ipa-client-install command failed, exception: KerberosError: No valid Negotiate header in server response", family: codes.Generic},
	{text: "ipa: ERROR: AD domain controller complains about communication sequence. It may mean unsynchronized time on both sides, for example", family: codes.Clock},
	{text: "smb_pam_account: PAM: UNKNOWN PAM ERROR (6) during Account Management for User: erika", family: codes.Generic},
	{text: "samba_terminate: winbindd child process exited", family: codes.ServerDown},
	{text: "packer: [ERROR] WinRM connection err: http error: 401 -", family: codes.BadPassword},
	{text: "ipa: ERROR: cannot connect to 'https://ipa7.nord.example/ipa/json': Internal Server Error", family: codes.Generic},
	{text: "PHP Fatal error:  Uncaught Error: Call to undefined function ldap_sasl_bind() in /srv/www/bind.php:7", family: codes.Mechanism},
	{text: "PHP Warning: ldap_sasl_bind(): Unable to bind to server: Local error in /srv/www/bind.php on line 7", family: codes.NoCredentials},
	{text: "ldap3: LDAPUnknownAuthenticationMethodError: NTLM needs domain\\username and a password", family: codes.NTLMFallback},
	{text: "kerberos says **_Client not found in database_** since we changed to Java 17", family: codes.UnknownClient},
	{text: "Kerberos in Java 17 says: Client not found in database", family: codes.UnknownClient},
	{text: "[jcc][t4][2013][11249][4.19.66] Connection authorization failure occurred.  Reason: User ID or Password invalid. ERRORCODE=-4214, SQLSTATE=28000", family: codes.BadPassword},
	{text: "[jcc][t4][2010][11246] Connection authorization failure occurred. Reason: Security mechanism not supported. ERRORCODE=-4214", family: codes.Mechanism},
	{text: "slapd[7]: conn=77 op=0 BIND dn=\"cn=lager,dc=nord,dc=example\" method=128\nslapd[7]: conn=77 op=0 RESULT tag=97 err=49 text=", family: codes.BadPassword},
	{text: "Enter erika's password:ads_print_error: AD LDAP ERROR: 19 (Constraint violation): 0000200B: AtrErr: DSID-033E1059, #1:", family: codes.Rights},
	{text: "ImportError: cannot import name 'WINFUNCTYPE' from 'ctypes' (/usr/lib/python3.9/ctypes/__init__.py) in sspi.py", family: codes.Mechanism},
	{text: "GSSAPI operation failed with error - Unspecified GSS failure.  Minor code may provide more information (Feature not available).", family: codes.NTLMFallback},
	{text: "ssh: debug1:  An invalid name was supplied\nunknown mech-code 0 for mech 1 2 752 43 14 2\n\ndebug1: Authentications that can continue: publickey,gssapi-with-mic", family: codes.Generic},
	{text: "slapd[7]: conn=7 op=0 RESULT tag=97 err=80 text=SASL(-1): generic failure: GSSAPI Error: Miscellaneous failure", family: codes.Generic},
	{text: "w.a.SpnegoAuthenticationProcessingFilter : Negotiate Header was invalid: Negotiate YIIGhgYGKwYBBQUC", family: codes.WrongKey},
	{text: "java.io.IOException: Running in secure mode, but config doesn't have a keytab", family: codes.Config},
	{text: "WFLYDM0117 No Kerberos identity available for host lager.nord.example and protocol HTTP", family: codes.NoKey},
	{text: "weblogic: com.bea.security.utils.negotiate.CredentialObtainException: Defective token", family: codes.NTLMFallback},
	{text: "java.lang.UnsupportedOperationException: getSubject is supported only if a security manager is allowed", family: codes.Mechanism},
}

func TestTextsOfUnixProgramsAreRead(t *testing.T) { readFirst(t, unixSamples) }

// The number with which a program ended is none of Kerberos' codes.
func TestAnExitCodeIsNoKerberosError(t *testing.T) {
	for _, text := range []string{"Kerberos ticket refresh failed: kinit exited with code 1", "kinit exited with status 6 in the Kerberos sidecar"} {
		for _, m := range Text(text).Matches {
			if m.Family == codes.Disabled || m.Family == codes.UnknownClient {
				t.Errorf("%s for %q", m.Family, text)
			}
		}
	}
}

// A ticket that will expire at a time has not expired.
func TestATimeOfExpiryIsNoExpiry(t *testing.T) {
	for _, text := range []string{"The Kerberos program cannot read the cache. TGT of erika@NORD.EXAMPLE (expires Sep 11 02:10 UTC)", "kerberos: could not connect; ticket expires 2026-01-02"} {
		for _, m := range Text(text).Matches {
			if m.Family == codes.Expired {
				t.Errorf("%s for %q", m.Family, text)
			}
		}
	}
}

// The size of a token in a log is no complaint about it.
func TestASizeOfATokenIsNoComplaint(t *testing.T) {
	for _, m := range Text("[DEBUG][com.lager.auth] - Kerberos authentication in progress... (output token size: 1443)").Matches {
		if m.Family == codes.TokenSize {
			t.Errorf("%s (%s)", m.Family, m.Confidence)
		}
	}
	if e := Text("Logon fails for members of many groups: the Kerberos token size exceeds the maximum"); len(e.Matches) == 0 || e.Matches[0].Family != codes.TokenSize {
		t.Error(brief(e))
	}
}

func TestFirstCauseOfTextsFromSAPAndServices(t *testing.T) {
	readFirst(t, []sample{
		{text: "[overthere-winrm:lager7] failed: WinRM Error: Login failure sending message on http://lager7.nord.example:5985/wsman error: Cannot locate default realmRequest:", family: codes.Config},
		{text: "WinRMProtocolError: WinRM Error: Unexpected HTTP response on http://10.9.8.7:5985/wsman: (401)", family: codes.BadPassword},
		{text: "Node failures: {lager7=[ConfigurationFailure: Password was not set]}", family: codes.NoCredentials},
		{text: "NoClassDefFoundError: Could not initialize class **com.microsoft.sqlserver.jdbc.KerbAuthentication**", family: codes.Config},
		{text: "LoginException (Cannot get any of properties: [user, USER] from con properties not available)", family: codes.NoCredentials},
		{text: "Kerberos Login failed, can not get any of the properties.", family: codes.NoCredentials},
		{text: "lagersync failed: unhandled SASL_MECH: DIGEST", family: codes.Mechanism},
		{text: "*** ERROR => SncPImportPrName()==SNCERR_GSSAPI\n GSS-API(maj): An invalid name was supplied\n", family: codes.SPNMalformed},
		{text: "realm: Already joined to this domain", family: codes.Harmless},
		{text: "SncInit(): Unable to load GSS-API DLL named \"/opt/lager/libgss.so\"", family: codes.Mechanism},
		{text: "SNC: A2210217:The verification of the Kerberos ticket failed", family: codes.WrongKey},
		{text: "Error [security.kerberos] <0000000042/0x00000000> Initializing credentials for use in new cache failed: Read-only file system", family: codes.CacheKind},
		{text: "kinit: Read-only file system while initializing Kerberos cache FILE:/run/lager/krb5cc_77", family: codes.CacheKind},
		{text: "No Kerberos TGT granted as the server does not support this method. Your single-sign on(SSO) experience will be affected.", family: codes.Mechanism},
		{text: "sssd[77]: Child [4711] ('nord.example':'%BE_nord.example') was terminated by own WATCHDOG. Consult corresponding logs\nsssd[88]: update failed: REFUSED", family: codes.ServerDown},
		{text: "SncInit: Could't acquire ACCEPTING credentials for name=\"p:CN=lager@NORD.EXAMPLE\"", family: codes.NoKey},
	})
}
