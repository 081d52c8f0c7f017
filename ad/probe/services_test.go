package probe

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
)

// Each service can be named by its scheme and by its SPNs, and is asked at its usual port
// for the SPN that its clients use; what cannot be asked is refused with what can.
func TestEveryServiceIsFoundByItsNames(t *testing.T) {
	var schemes []string
	for _, s := range services() {
		if slices.Contains(schemes, s.scheme) || s.port == "" || s.class == "" || len(s.takes) == 0 || s.protocol == "" || s.ask == nil {
			t.Errorf("%+v", s)
		}
		schemes = append(schemes, s.scheme)
		want := s.class + "/srv1.contoso.lab"
		if s.scheme == "mssql" { // its clients ask with the port
			want += ":" + s.port
		}
		got, err := parseTarget(s.scheme + "://srv1.contoso.lab")
		if err != nil || got.kind.scheme != s.scheme || got.port != s.port || got.spn() != want || got.kind.secure != s.secure {
			t.Errorf("%s: %+v %v", s.scheme, got, err)
		}
		for _, class := range s.takes {
			spn := strings.ToUpper(class) + "/srv1.contoso.lab"
			if got, err := parseTarget(spn); err != nil || got.kind.protocol != s.protocol || got.spn() != spn {
				t.Errorf("%s: %+v %v", spn, got, err)
			}
		}
	}
	for _, bad := range []string{"host/srv1.contoso.lab", "imap://srv1.contoso.lab", "gopher://srv1.contoso.lab", "ssh://srv1.contoso.lab"} {
		_, err := parseTarget(bad)
		if p := ad.AsProblem(err, "", ""); err == nil || p.Kind != ad.ProblemUsage || !strings.Contains(p.Why, "cannot be asked") || !strings.Contains(p.Do, "https://") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// Schemes that mean a service by another name are asked as that service.
func TestSchemesOfTheSameService(t *testing.T) {
	for target, want := range map[string]struct{ scheme, port, spn string }{
		"gc://dc1.contoso.lab":               {"ldap", "389", "ldap/dc1.contoso.lab"},
		"ldaps://dc1.contoso.lab":            {"ldaps", "636", "ldap/dc1.contoso.lab"},
		"ldaps://dc1.contoso.lab:3269":       {"ldaps", "3269", "ldap/dc1.contoso.lab"},
		"davs://web.contoso.lab/x":           {"https", "443", "HTTP/web.contoso.lab"},
		"winrm://srv1.contoso.lab":           {"http", "5985", "HTTP/srv1.contoso.lab"},
		"web.contoso.lab":                    {"https", "443", "HTTP/web.contoso.lab"},
		"http://web.contoso.lab:8080":        {"http", "8080", "HTTP/web.contoso.lab"},
		`\\fs1.contoso.lab\share`:            {"smb", "445", "cifs/fs1.contoso.lab"},
		"tcp:sql1.contoso.lab,1500":          {"mssql", "1500", "MSSQLSvc/sql1.contoso.lab:1500"},
		"smtps://mail.contoso.lab":           {"smtp", "25", "SMTPSVC/mail.contoso.lab"},
		"http/web.contoso.lab":               {"https", "443", "http/web.contoso.lab"},
		"SMTP/mail.contoso.lab":              {"smtp", "25", "SMTP/mail.contoso.lab"},
		"sqlserver://sql1.contoso.lab:49733": {"mssql", "49733", "MSSQLSvc/sql1.contoso.lab:49733"},
	} {
		got, err := parseTarget(target)
		if err != nil || got.scheme != want.scheme || got.port != want.port || got.spn() != want.spn {
			t.Errorf("%s: %s at %s for %s (%v), want %+v", target, got.scheme, got.port, got.spn(), err, want)
		}
	}
}
