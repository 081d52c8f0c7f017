package explain

import "testing"

// An error leads to the guide for its kind of service, with the service filled in.
func TestErrorsLeadToTheGuideOfTheirService(t *testing.T) {
	for text, want := range map[string][2]string{
		"The target principal name is incorrect. Cannot generate SSPI context. MSSQLSvc/db7.acme.test:1433 KDC_ERR_S_PRINCIPAL_UNKNOWN":            {"sql-server", "MSSQLSvc/db7.acme.test:1433"},
		"KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN: Server not found in Kerberos database for cifs/files.acme.test":                                          {"file-share", "cifs/files.acme.test"},
		"gss_accept_sec_context() failed: No key table entry found matching HTTP/shop.acme.test@ACME.TEST in keytab FILE:/etc/apache2/http.keytab": {"web-sso-linux", "HTTP/shop.acme.test"},
	} {
		x := Text(text)
		if len(x.Matches) == 0 {
			t.Errorf("nothing is recognised in %q", text)
			continue
		}
		m := x.Matches[0]
		if m.Guide != want[0] || m.Inputs["service"] != want[1] {
			t.Errorf("%q: guide %s, inputs %v", text, m.Guide, m.Inputs)
		}
	}
}
