package names

import (
	"strings"
	"testing"

	"adwalk/ad"
)

// asked lists what a client asks for.
func asked(t *testing.T, in Input, client string) string {
	t.Helper()
	for _, c := range Clients(in) {
		if strings.HasPrefix(c.Client, client) {
			var out []string
			for _, n := range c.Names {
				out = append(out, n.SPN)
			}
			if c.Rule == "" || c.Source == "" {
				t.Errorf("%s has no rule or source", c.Client)
			}
			return strings.Join(out, " ")
		}
	}
	return "no such client"
}

func input(t *testing.T, target string, dns DNS, k Krb5) Input {
	t.Helper()
	s, err := ad.ParseServiceTarget(target)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Target: s, DNS: dns, Krb5: k}
}

// An alias that leads to a farm behind a load balancer, whose address has a third
// name in reverse: each kind of client comes to another SPN.
var farm = DNS{Name: "shop.acme.test", Canonical: "farm1.acme.test", Addresses: []string{"192.0.2.7"}, Reverse: map[string]string{"192.0.2.7": "lb-7.acme.test"}}

func TestClientsOfOneSiteAskForDifferentNames(t *testing.T) {
	short := DNS{Name: "shop.acme.test", Addresses: []string{"192.0.2.7"}, Reverse: map[string]string{"192.0.2.7": ""}, Search: []string{"acme.test"}}
	for _, c := range []struct {
		target string
		dns    DNS
		krb5   Krb5
		client string
		want   string
	}{
		{"https://shop.acme.test/", farm, DefaultKrb5(), "Edge and Chrome on Windows", "HTTP/farm1.acme.test"},
		{"https://shop.acme.test/", farm, DefaultKrb5(), "Edge and Chrome, Disable", "HTTP/shop.acme.test"},
		{"https://shop.acme.test:8443/", farm, DefaultKrb5(), "Edge and Chrome, Enable", "HTTP/farm1.acme.test:8443"},
		{"https://shop.acme.test:443/", farm, DefaultKrb5(), "Edge and Chrome, Enable", "no such client"},
		{"https://shop.acme.test/", farm, DefaultKrb5(), "curl with MIT", "HTTP/lb-7.acme.test"},
		{"https://shop.acme.test/", farm, Krb5{Canonicalise: CanonTrue}, "curl with MIT", "HTTP/farm1.acme.test"},
		{"https://shop.acme.test/", farm, Krb5{Canonicalise: CanonFalse, ReverseDNS: true}, "curl with MIT", "HTTP/shop.acme.test"},
		{"https://shop.acme.test/", farm, Krb5{Canonicalise: CanonFallback}, "curl with MIT", "HTTP/shop.acme.test HTTP/farm1.acme.test"},
		{"https://shop.acme.test/", farm, DefaultKrb5(), "curl on Windows", "HTTP/shop.acme.test"},
		{"https://shop.acme.test/", farm, DefaultKrb5(), "Java", "HTTP/shop.acme.test"},
		{"https://shop/", short, DefaultKrb5(), "Java", "HTTP/shop"},
		{"https://shop/", DNS{Name: "shop.acme.test", Addresses: []string{"192.0.2.7"}, Reverse: map[string]string{"192.0.2.7": "shop.acme.test"}}, DefaultKrb5(), "Java", "HTTP/shop.acme.test"},
		{"https://shop/", short, Krb5{Canonicalise: CanonFalse}, "curl with MIT", "HTTP/shop.acme.test"},
		{"https://shop/", short, Krb5{Canonicalise: CanonFalse, NoQualify: true}, "curl with MIT", "HTTP/shop"},
		{"https://shop/", short, Krb5{Canonicalise: CanonFalse, QualifyShortname: "corp.test"}, "curl with MIT", "HTTP/shop.corp.test"},
		{`\\shop.acme.test\data`, farm, DefaultKrb5(), "Windows", "cifs/shop.acme.test"},
		{"ssh://shop.acme.test", farm, Krb5{Canonicalise: CanonTrue}, "OpenSSH with MIT", "host/farm1.acme.test"},
		{"ldap://shop.acme.test", farm, Krb5{Canonicalise: CanonFalse}, "OpenLDAP tools and Cyrus", "ldap/lb-7.acme.test"},
		{"sql9.acme.test,14330", DNS{}, DefaultKrb5(), "SqlClient on Windows", "MSSQLSvc/sql9.acme.test:14330"},
		{"sql9.acme.test", DNS{}, DefaultKrb5(), "SqlClient on Windows", "MSSQLSvc/sql9.acme.test:1433"},
		{"sql9.acme.test", DNS{}, DefaultKrb5(), "SqlClient on Linux", ""},
		{`sql9.acme.test\PAY`, DNS{}, DefaultKrb5(), "SqlClient on Windows", "MSSQLSvc/sql9.acme.test:PAY"},
		{`sql9.acme.test\PAY`, DNS{}, DefaultKrb5(), "SqlClient on Linux", "MSSQLSvc/sql9.acme.test:PAY"},
		{"sql9.acme.test,14330", DNS{}, DefaultKrb5(), "SqlClient on Linux", "MSSQLSvc/sql9.acme.test:14330"},
		{"postgresql://pg.acme.test/x", DNS{}, Krb5{Canonicalise: CanonFalse}, "psql", "postgres/pg.acme.test"},
		{"kafka://k1.acme.test:9092", DNS{}, Krb5{Canonicalise: CanonFalse}, "Java", "kafka/k1.acme.test"},
		{"http://win.acme.test:5985/wsman", DNS{}, Krb5{Canonicalise: CanonFalse}, "pypsrp", "WSMAN/win.acme.test"},
		{"http://win.acme.test:5985/wsman", DNS{}, DefaultKrb5(), "PowerShell remoting with -Include", "HTTP/win.acme.test:5985"},
		{"winrm://win.acme.test", DNS{}, DefaultKrb5(), "PowerShell remoting and", "HTTP/win.acme.test WSMAN/win.acme.test"},
		{"Server=sql9.acme.test,14330;ServerSPN=svc@ACME.TEST", DNS{}, DefaultKrb5(), "SqlClient and ODBC on Windows", "svc@ACME.TEST"},
		{"Server=sql9.acme.test,14330;ServerSPN=svc@ACME.TEST", DNS{}, DefaultKrb5(), "JDBC", "MSSQLSvc/sql9.acme.test:14330"},
		{`Provider=MSOLAP;Data Source=cube.acme.test\TAB`, DNS{}, DefaultKrb5(), "MSOLAP", "MSOLAPSvc.3/cube.acme.test:TAB"},
		{"HTTP/given.acme.test", farm, DefaultKrb5(), "any client", "HTTP/given.acme.test"},
	} {
		if c.target == "sql9.acme.test" {
			c.target = "mssql://sql9.acme.test"
		}
		if c.want == "" {
			c.want = "MSSQLSvc/sql9.acme.test MSSQLSvc/sql9.acme.test:1433"
		}
		if got := asked(t, input(t, c.target, c.dns, c.krb5), c.client); got != c.want {
			t.Errorf("%s, %s, %+v: got %q, want %q", c.client, c.target, c.krb5, got, c.want)
		}
	}
}

// A named instance gets its port from the Browser service where that was asked.
func TestAnInstanceIsAskedForByItsPort(t *testing.T) {
	in := input(t, `sql9.acme.test\PAY`, DNS{}, DefaultKrb5())
	in.Browser = &ad.SQLInstance{Instance: "PAY", Told: ad.TellsPort, Port: "50123"}
	if got := asked(t, in, "SqlClient on Windows"); got != "MSSQLSvc/sql9.acme.test:50123" {
		t.Error(got)
	}
}

func TestTheSentenceTellsWhichNameHasAnOwner(t *testing.T) {
	in := input(t, "https://shop.acme.test/", farm, DefaultKrb5())
	clients := Clients(in)
	owners := map[string]Owner{"http/farm1.acme.test": {Known: true, Owners: []string{"CN=svc"}}, "http/lb-7.acme.test": {Known: true}, "http/shop.acme.test": {Known: true}}
	got := Sentence(clients, owners)
	for _, want := range []string{"Edge and Chrome on Windows ask for HTTP/farm1.acme.test", "with MIT's library for HTTP/lb-7.acme.test", "Only 1 of 3 has an owner."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
	for client, want := range map[string]string{"clients with MIT's library": "clients with MIT's library ask for a/b,", "Java (Kafka, Hive)": "Java (Kafka, Hive) asks for a/b,", "SqlClient, ODBC Driver": "SqlClient, ODBC Driver ask for a/b,"} {
		if got := Sentence([]Client{{Client: client, Names: []Name{{SPN: "a/b"}}}, {Client: "other", Names: []Name{{SPN: "a/c"}}}}, nil); !strings.HasPrefix(got, want) {
			t.Errorf("%q does not begin with %q", got, want)
		}
	}
	same := []Client{{Client: "one", Names: []Name{{SPN: "HTTP/a.test"}}}, {Client: "two", Names: []Name{{SPN: "HTTP/10.0.0.1"}}, Setting: true}, {Client: "three", Names: []Name{{SPN: "http/a.test"}}, Setting: true}}
	if got, want := Sentence(same, map[string]Owner{"http/a.test": {Known: true, Owners: []string{"CN=svc"}}, "http/10.0.0.1": {Known: true}}),
		"All clients ask for the same SPN, HTTP/a.test, which has one owner. With a setting, two may ask for HTTP/10.0.0.1, which has no owner."; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	if got := Sentence(clients, nil); !strings.Contains(got, "not known") {
		t.Errorf("nobody was asked, and it says %q", got)
	}
}
