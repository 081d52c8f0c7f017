package explain

import (
	"testing"

	"adwalk/diag/codes"
)

// What stands beside a status of Windows or of its directory decides what it means.
func TestStatusesOfWindowsByTheirSurroundings(t *testing.T) {
	wantFamilies(t, []struct{ text, family string }{
		{"80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 576, v4563", codes.Clock},
		{"80090304: LdapErr: DSID-0C0903A8, comment: AcceptSecurityContext error, data 20ee, v3839", codes.Generic},
		{"80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 9999, v4563", codes.BadPassword},
		{"modify of cn=ina: 0000052D: AtrErr: DSID-03190F80, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 9005a (unicodePwd)", codes.SetPassword},
		{"change for ina refused, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 9005a", codes.SetPassword},
		{"Server is unwilling to perform - the password does not meet the domain's strength requirements", codes.SetPassword},
		{"Audit failure, logon type 3, Security ID: NULL SID, status 0xc000018b", codes.MachineTrust},
		{"klist get http/web failed with 0xc000018b", codes.SPNMissing},
		{"The connector of the application proxy says: No credentials are available in the security package (0x8009030e)", codes.Delegation},
		{"SSPI: No credentials are available in the security package (0x8009030e)", codes.NoCredentials},
		{"The security package says: The specified principle is not known in the authentication system.", codes.SPNMissing},
		{"The processing of Group Policy failed. Windows could not authenticate to the Active Directory service on a domain controller.", codes.BadPassword},
		{"Windows could not resolve the user name, so Group Policy was not applied.", codes.KDCUnreachable},
		{"Der Zeitdienst wurde seit 86400 Sekunden nicht synchronisiert.", codes.Clock},
		{"Le service de temps n'a pas été synchronisé depuis un jour.", codes.Clock},
	})
}

// Numbers and texts of the network, of services and of the directory, and classes of .NET's
// exceptions, tell what they stand for.
func TestWindowsErrorsAroundALogon(t *testing.T) {
	wantFamilies(t, []struct{ text, family string }{
		{"net use: System error 1231 has occurred.", codes.ServerDown},
		{"New-SmbMapping : The network name cannot be found.", codes.NotFound},
		{"nltest: status = 1786 0x6fa ERROR_NO_TRUST_LSA_SECRET", codes.MachineTrust},
		{"nltest /sc_verify:lab.example failed with system error 1792", codes.KDCUnreachable},
		{"HRESULT 0x8007202D while the object was changed", codes.LDAPSigning},
		{"The remote procedure call failed and did not execute.", codes.ServerDown},
		{"SetPassword of ina threw 0x8007052B", codes.BadPassword},
		{"repadmin: The replication operation failed.", codes.Replication},
		{"CategoryInfo: (ina:ADUser) [New-ADUser], FullyQualifiedErrorId: ActiveDirectoryServer:1,ADIdentityAlreadyExistsException", codes.Uniqueness},
		{"at Lab.Import() System.DirectoryServices.ActiveDirectory.ActiveDirectoryServerDownException", codes.KDCUnreachable},
		{"Unhandled: System.Security.Principal.IdentityNotMappedException at NTAccount.Translate", codes.UnknownClient},
		{"Set-ADUser : One or more properties are invalid. Parameter name: labNumber", codes.LDAPRequest},
		{"ConvertFrom: {\"message\":\"Can\\u0027t logon as user LAB\\\\svc\"}", codes.BadPassword},
		{"You do not have administrative privileges on the server lab7.", codes.Rights},
		{"sssd: update failed: REFUSED", codes.Rights},
		{"nsupdate -g: ; TSIG error with server: tsig verify failure\nupdate failed: SERVFAIL", codes.Generic},
		{"An authentication error has occurred (Code: 0x80004005).", codes.Generic},
	})
}

// A browser that asks for a name where Windows' login is meant has not used Kerberos; that
// there is no such question is no lack of credentials.
func TestQuestionsForANameInsteadOfALogin(t *testing.T) {
	wantFamilies(t, []struct{ text, family string }{
		{"Our intranet page is set to Windows authentication, yet Chrome asks for a username and password on it.", codes.NTLMFallback},
		{"With the IP address I have to enter my credentials, with the host name not. The page says NTLM. http://10.0.0.7", codes.NTLMFallback},
		{"In Firefox there is no credentials prompt at all, only 401; the site uses Negotiate.", codes.NTLMFallback},
		{"kinit asks for a password", ""},
		{"The shop asks for a password; http://shop.example", ""},
	})
}

// What a remote session of PowerShell carries, and what XML writes by name, is read as it was
// meant.
func TestEscapedTexts(t *testing.T) {
	wantFamilies(t, []struct{ text, family string }{
		{`<S S="Error">The user name or password_x000D__x000A_</S><S S="Error">is incorrect._x000D__x000A_</S>`, codes.BadPassword},
		{`<Data>The server&apos;s clock skew is too great</Data>`, codes.Clock},
	})
}

// What the certification authority, the federation service, PowerShell and the name service
// answer has its family by number, name and sentence.
func TestAnswersOfServicesAroundTheDirectory(t *testing.T) {
	wantFamilies(t, []struct{ text, family string }{
		{"certreq: Denied by Policy Module 0x80094012", codes.Rights},
		{"enrolment of LAB$ : CERTSRV_E_UNSUPPORTED_CERT_TYPE", codes.Config},
		{"request 7: 0x8009480f (-2146875377)", codes.Config},
		{"AD FS event 364: MSIS7042: The same client browser session has made '6' requests in the last '7' seconds.", codes.Config},
		{"AD FS: MSIS5007: The caller authorization failed for caller identity LAB\\ina", codes.Policy},
		{"Cannot add computer 'lab7' to domain 'lab.example' because it is already in that domain.", codes.Harmless},
		{"Computer 'lab7' failed to join domain 'lab.example' from its current workgroup 'WORKGROUP' with following error message: The system cannot find the file specified.", codes.NotFound},
		{"The secure channel between the local computer and the domain lab.example is broken.", codes.MachineTrust},
		{"The term 'New-ADServiceAccount' is not recognized as the name of a cmdlet", codes.Mechanism},
		{"'setspn' is not recognized as an internal or external command", codes.Mechanism},
		{"The term 'Get-Shoe' is not recognized as the name of a cmdlet", ""},
		{"Mapping the Azure file share as LAB\\ina: error 86", codes.BadPassword},
		{"nslookup of the domain: DNS server failure", codes.DNS},
		{"This user isn't allowed to sign in to this computer.", codes.Policy},
		{"The name or SID of the domain specified is inconsistent with the trust information for that domain.", codes.Trust},
		{"join: NT_STATUS_UNSUCCESSFUL", codes.Generic},
		{"ls: NT_STATUS_PATH_NOT_COVERED listing \\\\*", codes.NotFound},
		{"logon with the card: 0x8010002c", codes.Pkinit},
		{"The domain logon says: The card cannot be accessed because the wrong PIN was presented to the card.", codes.BadPassword},
		{"rdp client: no suitable smartcard certificates were found; then ERRCONNECT_AUTHENTICATION_FAILED", codes.Pkinit},
		{"dsregcmd: Client ErrorCode : 0x801c001d", codes.Config},
		{"Hybrid join: DRS Discovery Test : FAIL [0x801c0021/0x80072ee7]", codes.DNS},
		{"LDAP search of the domain fails until referrals are disabled", codes.NotFound},
		{"ldap modify of cn=ina: 0000001F: SvcErr: DSID-031A0000, problem 5003 (WILL_NOT_PERFORM), data 0", codes.SetPassword},
		{"Install-ADDSForest: Verification of prerequisites for Domain Controller promotion failed.", codes.Generic},
		{"Verification of user credential permissions failed. The error is: A specified logon session does not exist.", codes.NoCredentials},
		{"Active Directory tool: unable to contact domain, run it in a domain context", codes.KDCUnreachable},
		{"LDAP setup: the bind DN is malformed", codes.LDAPRequest},
		{"Login failed for user lab7\\guest", codes.BadPassword},
		{"SqlClient on macOS: Ensure Kerberos has been initialized on the client with 'kinit'", codes.NoCredentials},
	})
}

// That something failed is no cause to be sure of, and a small number no more telling for
// the label before it.
func TestNoCauseIsNeverSure(t *testing.T) {
	for _, text := range []string{"domain join: Error Code: 14", "Computer 'lab7' failed to join domain 'lab.example': Error Code: 14"} {
		if family, confidence := first(text); family == codes.Generic && confidence == Sure {
			t.Errorf("%q: sure of %q", text, family)
		}
	}
}

// A sentence about a search or an object that any program may say is no more than possible
// where nothing speaks of a directory.
func TestSentencesOfAnyProgramAreOnlyPossible(t *testing.T) {
	for _, text := range []string{"The search filter is invalid: the shop knows no such field", "The size limit for this request was exceeded."} {
		if family, confidence := first(text); family != "" && confidence != Possible {
			t.Errorf("%q: %s (%s)", text, family, confidence)
		}
	}
}
