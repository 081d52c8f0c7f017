package ad

import "testing"

// Only for what was asked by HTTP may a proxy stand in between; the form in which a
// service was named makes no difference.
func TestWhatIsAskedByHTTP(t *testing.T) {
	for _, c := range []struct {
		target, spn string
		web         bool
	}{
		{"https://app.contoso.lab/", "HTTP/app.contoso.lab", true},
		{"http://app.contoso.lab:8080/x", "", true},
		{"https://app.contoso.lab/", "host/app.contoso.lab", true},
		{"winrm://srv1", "HTTP/srv1", true},
		{"app.contoso.lab", "HTTP/app.contoso.lab", true},
		{"app.contoso.lab", "", true},
		{"HTTP/app.contoso.lab", "HTTP/app.contoso.lab", true},
		{"ldap://dc1", "ldap/dc1", false},
		{"gc://dc1", "ldap/dc1", false},
		{"imap://mail", "imap/mail", false},
		{"ldap/dc1", "ldap/dc1", false},
		{`\\fs1\share`, "cifs/fs1", false},
		{"tcp:sql1,1433", "MSSQLSvc/sql1:1433", false},
		{`sql1\PAYROLL`, "MSSQLSvc/sql1:PAYROLL", false},
		{"smtp://mail", "SMTPSVC/mail", false},
		{"connection string", "MSSQLSvc/sql1:1433", false},
	} {
		if got := (ProbeResult{Target: c.target, SPN: c.spn}).Web(); got != c.web {
			t.Errorf("%s with %s: %v", c.target, c.spn, got)
		}
	}
}
