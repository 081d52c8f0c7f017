package explain

import (
	"testing"

	"adwalk/diag/codes"
)

// The same words name another cause beside another port, account or tool.
func TestWhatStandsBesideAMessageDecides(t *testing.T) {
	for _, c := range []struct{ text, family string }{
		{"dial tcp 192.0.2.7:88: connect: connection refused", codes.KDCUnreachable},
		{"dial tcp 192.0.2.7:636: connect: connection refused", codes.ServerDown},
		{"dial tcp 192.0.2.7:8080: connect: connection refused, log in to the domain first", codes.ServerDown},
		{"login of ina@LAB.EXAMPLE: Preauthentication failed", codes.BadPassword},
		{"login of WEB4$@LAB.EXAMPLE: Preauthentication failed", codes.MachineTrust},
		{"checking the trust secret for domain LAB: NT_STATUS_ACCESS_DENIED", codes.MachineTrust},
		{"s4u2proxy for cifs/fs1: STATUS_NOT_FOUND", codes.Delegation},
		{"smbclient: connection to fs9 failed: NT_STATUS_NOT_FOUND", codes.DNS},
		{"smb login of LAB\\ina: STATUS_NOT_SUPPORTED", codes.NTLMFallback},
		{"Can't contact LDAP server (-1), additional info: certificate verify failed", codes.TLS},
		{"krb5kdc: AS_REQ 192.0.2.9: PREAUTH_FAILED: ina@LAB.EXAMPLE for krbtgt/LAB.EXAMPLE, Clock skew too great", codes.Clock},
		{"open /etc/krb5.conf: kerberos settings cannot be read: access denied", codes.Config},
		{"DCE RPC fault status code: 00000721", codes.WrongKey},
	} {
		if family, _ := first(c.text); family != c.family {
			t.Errorf("%q: want %s%s", c.text, c.family, brief(Text(c.text)))
		}
	}
}

// Words that any login uses are no more than possible in a text that says nothing of ours.
func TestEverydayWordsAreOnlyPossible(t *testing.T) {
	if family, confidence := first("the ticket has expired"); family != "" && confidence != Possible {
		t.Errorf("%s is said to be %s", family, confidence)
	}
	if family, confidence := first("kinit: ticket expired while renewing credentials"); family != codes.Expired || confidence == Possible {
		t.Errorf("with the program's name it is %s, %s", family, confidence)
	}
	for _, text := range []string{
		"SAML response refused: the assertion is not yet valid, check the clock skew of both sides",
		"JWT rejected: clock skew too large, nbf is in the future",
	} {
		if _, confidence := first(text); confidence == Sure || confidence == Likely {
			t.Errorf("%q is said to be %s%s", text, confidence, brief(Text(text)))
		}
	}
	if family, confidence := first("the OIDC gateway's kinit says: Clock skew too great"); family != codes.Clock || confidence != Sure {
		t.Errorf("with the program's name it is %s, %s", family, confidence)
	}
}

// A message of one meaning comes before one that may mean several things beside it, and
// what a field gives as the outcome before both.
func TestTheMessageOfOneMeaningComesFirst(t *testing.T) {
	for _, c := range []struct{ text, family string }{
		{"Status = 1311 0x51f ERROR_NO_LOGON_SERVERS\nklist failed: GetTicket substatus: 0x5", codes.KDCUnreachable},
		{"Kerberos pre-authentication failed.\nFailure Code: 0x12", codes.Disabled},
		{"The service on the far side says: SSPI: InitializeSecurityContext: The token supplied to the function is invalid. Bind: The server requires binds to turn on integrity checking", codes.LDAPSigning},
	} {
		if family, _ := first(c.text); family != c.family {
			t.Errorf("%q: want %s%s", c.text, c.family, brief(Text(c.text)))
		}
	}
}
