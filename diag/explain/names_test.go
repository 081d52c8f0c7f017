package explain

import (
	"testing"

	"adwalk/diag/codes"
)

// first is the family that is named first, and its confidence.
func first(text string) (string, Confidence) {
	e := Text(text)
	if len(e.Matches) == 0 {
		return "", ""
	}
	return e.Matches[0].Family, e.Matches[0].Confidence
}

// The same error means something else with the name of another realm's krbtgt, at
// another tool, or in another exchange.
func TestTheNameThatWasNotFoundDecides(t *testing.T) {
	for text, want := range map[string]string{
		"kvno: Server not found in Kerberos database while getting credentials for HTTP/intra.north.test":                                     codes.SPNMissing,
		"kvno: Server krbtgt/LAN.TEST@NORTH.TEST not found in Kerberos database while getting credentials":                                    codes.WrongRealm,
		"GSSError: Minor (2529638919): Server krbtgt/EU-WEST.INTERNAL@NORTH.TEST not found in Kerberos database":                              codes.WrongRealm,
		"kvno: Server HTTP/web.north.test@NORTH.TEST not found in Kerberos database":                                                          codes.SPNMissing,
		"[7] 1700000000.100000: TGS request result: -1765328377/Server krbtgt/LAN.TEST@NORTH.TEST not found in Kerberos database":             codes.WrongRealm,
		"[7] 1700000000.100000: TGS request result: -1765328377/Server not found in Kerberos database\nxrdp: cannot use Kerberos: no context": codes.SPNMissing,
		"nltest /sc_query:north\nTrust Verification Status = 1787 0x6fb ERROR_NO_TRUST_SAM_ACCOUNT":                                           codes.MachineTrust,
		"klist get HTTP/web\nklist failed with 0xc000018b/-1073741429: STATUS_NO_TRUST_SAM_ACCOUNT":                                           codes.SPNMissing,
		"klist get krbtgt\nError calling API LsaCallAuthenticationPackage (GetTicket substatus): 0x51f":                                       codes.KDCUnreachable,
		"Logon SSPI handshake failed with error code 0x80090324, state 14 while establishing a connection":                                    codes.Clock,
		"Logon SSPI handshake failed with error code 0x80090311, state 14 while establishing a connection":                                    codes.KDCUnreachable,
	} {
		if got, _ := first(text); got != want {
			t.Errorf("%q: %s, want %s%s", text, got, want, brief(Text(text)))
		}
	}
}

// A log that names its service and goes on with another error says nothing about
// a missing name.
func TestAServiceNameBeforeAnErrorIsNoMissingName(t *testing.T) {
	text := "Using service principal: HTTP/web.north.test@NORTH.TEST\ngss_name HTTP/web.north.test@NORTH.TEST\ngss_accept_sec_context() failed: Unknown error"
	if got, sure := first(text); got == codes.SPNMissing {
		t.Errorf("%s [%s]%s", got, sure, brief(Text(text)))
	}
}

// Products have words of their own for what the library told them.
func TestProductsSayItTheirOwnWay(t *testing.T) {
	for text, want := range map[string]string{
		"WARN HttpParser: Header is too large 8193>8192":                                          codes.TokenSize,
		"HTTP/1.1 413 FULL head":                                                                  codes.TokenSize,
		"KerberosTransportException: Cannot locate SRV record for NORTH.TEST":                     codes.KDCUnreachable,
		"psql: GSSAPI continuation error: Unspecified GSS failure: Invalid boolean value":         codes.Config,
		"cifs.upcall[411]: Unable to obtain service ticket":                                       codes.SPNMissing,
		"Error: Unable to set machine password for WEB7$: (3) Authentication error":               codes.SetPassword,
		"ERRCONNECT_ACCOUNT_RESTRICTION [0x00020017]":                                             codes.Policy,
		"negotiate_kerberos_auth: ERROR: krb5_read_keytab: Permission denied":                     codes.NoKey,
		"FATAL: no pg_hba.conf entry for host \"10.1.1.1\", user \"a@NORTH.TEST\", no encryption": codes.Config,
		"GSSException: (Mechanism level: encryption type not in permitted_enctypes list)":         codes.NoCommonEType,
		"Login failed for user 'NORTH\\WEB1$'.":                                                   codes.DoubleHop,
		"Server has invalid Kerberos principal: nn/a.north.test@NORTH.TEST, expecting: nn/b@N":    codes.Config,
		"LdapException: 'The supplied credential is invalid.'":                                    codes.BadPassword,
		"0: 0000200B: DSID-033E101D, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 90303":       codes.Rights,
		"kinit: Password change rejected: the password must be different":                         codes.SetPassword,
		"klist: No KCM server found":                                                              codes.CacheKind,
		"CWWKS4320E: The SPNEGO or Kerberos token included in the request can not be validated":   codes.WrongKey,
		"Не удалось установить доверительные отношения между этой рабочей станцией и основным":       codes.MachineTrust,
		"Le domaine spécifié n'existe pas ou n'a pas pu être contacté.":                              codes.KDCUnreachable,
		"Die angegebene Domäne ist nicht vorhanden oder es konnte keine Verbindung hergestellt werd": codes.KDCUnreachable,
		"指定されたドメインがないか、アクセスできません。":                                                                   codes.KDCUnreachable,
	} {
		if got, _ := first(text); got != want {
			t.Errorf("%q: %q, want %s%s", text, got, want, brief(Text(text)))
		}
	}
}
