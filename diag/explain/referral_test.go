package explain

import "testing"

// A way into another realm that the KDC does not know is no missing SPN, in the trace as
// in the program's own last line, whatever the program was doing.
func TestAWayIntoAnotherRealmIsNoSPN(t *testing.T) {
	for _, text := range []string{
		"curl: gss_init_sec_context() failed: Server krbtgt/PARTNER.EXAMPLE@CORP.EXAMPLE not found in Kerberos database",
		"[5] 1700000000.0: Getting credentials jo@CORP.EXAMPLE -> HTTP/app.partner.example@ using ccache FILE:/tmp/cc\n[5] 1700000000.1: TGS request result: -1765328377/Server krbtgt/PARTNER.EXAMPLE@CORP.EXAMPLE not found in Kerberos database",
		"kvno: Server krbtgt/PARTNER@CORP.EXAMPLE not found in Kerberos database while getting credentials for HTTP/app.partner.example@PARTNER",
	} {
		e := Text(text)
		for i, m := range e.Matches {
			if i == 0 && m.Family != "wrong-realm" || m.Family == "spn-missing" {
				t.Errorf("%d: %s %s\n%s", i, m.Family, m.Confidence, text)
			}
		}
		if len(e.Matches) == 0 {
			t.Errorf("not recognised: %s", text)
		}
	}
	own := Text("kvno: Server HTTP/app.corp.example@CORP.EXAMPLE not found in Kerberos database while getting credentials for HTTP/app.corp.example@CORP.EXAMPLE")
	if len(own.Matches) == 0 || own.Matches[0].Family != "spn-missing" {
		t.Errorf("%+v", own.Matches)
	}
}

// A client that was told the realm, of a host in that realm's domain, has no wrong
// realm: the way there is missing.
func TestARealmThatWasNamedMeansTheTrust(t *testing.T) {
	for _, text := range []string{
		"kvno: Server krbtgt/PARTNER.EXAMPLE@CORP.EXAMPLE not found in Kerberos database while getting credentials for HTTP/app.partner.example@PARTNER.EXAMPLE",
		"[5] 1700000000.0: Getting credentials jo@CORP.EXAMPLE -> ldap/dc1.partner.example@PARTNER.EXAMPLE using ccache FILE:/tmp/cc\n[5] 1700000000.1: Retrieving jo@CORP.EXAMPLE -> krbtgt/CORP.EXAMPLE@CORP.EXAMPLE from FILE:/tmp/cc with result: 0/Success\n[5] 1700000000.2: TGS request result: -1765328377/Server krbtgt/PARTNER.EXAMPLE@CORP.EXAMPLE not found in Kerberos database",
	} {
		if family, _ := first(text); family != "trust" {
			t.Errorf("%s\n%s", family, text)
		}
	}
}
