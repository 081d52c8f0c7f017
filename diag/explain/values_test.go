package explain

import (
	"slices"
	"testing"
)

// A value that goes into a printed command has the form of what it is and a labelled
// source: words of a sentence, names of types and paths are none.
func TestWordsAreNoValues(t *testing.T) {
	words := []string{"received", "did", "who", "side", "these", "sent", "realm", "host", "start_realm", "failed", "with", "error"}
	for _, text := range []string{
		"[auth_gssapi:error] [client 192.0.2.4:34880] NO AUTH DATA Client did not send any authentication headers\nfailed to get server creds: [Permission denied]",
		"gssapi.raw.misc.GSSError: Major (851968): Unspecified GSS failure, Minor (2529638919): Server not found in Kerberos database\n  File \"/usr/lib/python3.9/site-packages/ldap3/core/connection.py\", line 1336",
		"Kerberos.NET.ReplayException: Replay detected in container 'ab'\n   at Kerberos.NET.KerberosValidator.Validate(DecryptedKrbApReq t) in D:\\a\\1\\s\\Kerberos.NET\\KerberosValidator.cs:line 143",
		"Event ID: 1035\nEvent Source: MSExchangeTransport\nInbound authentication failed with error IllegalMessage. The source IP address of the client who tried to authenticate is [192.0.2.15].",
		"Event ID: 4768\n\tAccount Name:\t\tX509N:<S>CN=Cluster Communication\n\tResult Code:\t\t0x6",
		"DEBUG: Client side:GSS-API error initializing context: KDC has no support for encryption type",
		"Event 4: The Kerberos client received a KRB_AP_ERR_MODIFIED error from the server. The clocks of these accounts were changed",
		"at org.fabrikam.security.KerberosUtil.login(KerberosUtil.java:12)\nKrbException: Server not found in Kerberos database (7)",
	} {
		e := Text(text)
		if len(e.Matches) == 0 {
			t.Errorf("%q is not recognised", text)
			continue
		}
		for _, m := range e.Matches {
			for key, v := range m.Inputs {
				if slices.Contains(words, v) || mixed(v) || key == "service" || key == InputAccount {
					t.Errorf("%.60q: %s = %q", text, key, v)
				}
			}
		}
	}
}

// URLs, UNC paths and connection strings name the service that clients ask for.
func TestTargetsBecomeSPNs(t *testing.T) {
	for text, want := range map[string]string{
		"GET https://portal.fabrikam.example/app failed: KDC_ERR_S_PRINCIPAL_UNKNOWN":                                        "http/portal.fabrikam.example",
		"ssh://login7.fabrikam.example: Server not found in Kerberos database":                                               "host/login7.fabrikam.example",
		"postgresql://db1.fabrikam.example/app: Server not found in Kerberos database":                                       "postgres/db1.fabrikam.example",
		"jdbc:sqlserver://sql1.fabrikam.example:1433;integratedSecurity=true: Server not found in Kerberos database (7)":     "MSSQLSvc/sql1.fabrikam.example:1433",
		"Data Source=tcp:sql1.fabrikam.example,1433;Integrated Security=SSPI; Cannot generate SSPI context":                  "MSSQLSvc/sql1.fabrikam.example:1433",
		"connecting to tcp:sql1.fabrikam.example,1433: The target principal name is incorrect. Cannot generate SSPI context": "MSSQLSvc/sql1.fabrikam.example:1433",
		"see https://learn.microsoft.com/kerberos and https://github.com/x/y: Server not found in Kerberos database":         "",
	} {
		e := Text(text)
		if len(e.Matches) == 0 {
			t.Errorf("%q is not recognised", text)
		} else if got := e.Matches[0].Inputs["service"]; got != want && e.Matches[0].Inputs[InputSPN] != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Four numbers are an address only where they are one: not in an object identifier, in a
// version, or above 255.
func TestNumbersThatAreNoAddress(t *testing.T) {
	for text, want := range map[string]string{
		"Server not found in Kerberos database, peer 192.0.2.7":                 "192.0.2.7",
		"Server not found in Kerberos database (192.0.2.7:88).":                 "192.0.2.7",
		"Server not found in Kerberos database; it was 192.0.2.7.":              "192.0.2.7",
		"Server not found in Kerberos database, mech 1.3.6.1.5.5.2":             "",
		"Server not found in Kerberos database, mech 1.2.840.113554.1.2.2":      "",
		"Server not found in Kerberos database, driver version 17.10.4.1":       "",
		"Server not found in Kerberos database, driver v17.10.4.1":              "",
		"Server not found in Kerberos database, build 6.1.7601.400, 192.0.2.7.": "192.0.2.7",
	} {
		e := Text(text)
		if len(e.Matches) == 0 {
			t.Errorf("%q is not recognised", text)
		} else if got := e.Matches[0].Inputs[InputAddress]; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
