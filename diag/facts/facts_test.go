package facts_test

import (
	"slices"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag/facts"
)

// Offsets from UTC are read as people write them, and anything else is refused with
// an example.
func TestOffsetsFromUTC(t *testing.T) {
	for in, want := range map[string]time.Duration{"+01:00": time.Hour, "-5": -5 * time.Hour, "UTC+5:30": 5*time.Hour + 30*time.Minute, " gmt-3 ": -3 * time.Hour, "0": 0, "Z": 0, "utc": 0, "+14": 14 * time.Hour} {
		if got, err := facts.ParseOffset(in); err != nil || got != want {
			t.Errorf("%q is %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "  ", "CET", "+15", "1:60", "+1:00:00", "--1", "1e3"} {
		got, err := facts.ParseOffset(in)
		if p := ad.AsProblem(err, "", ""); p == nil || p.Do == "" {
			t.Errorf("%q was read as %v", in, got)
		}
	}
}

func TestFileVersions(t *testing.T) {
	for in, want := range map[string][4]int{"6.5.7653.23": {6, 5, 7653, 23}, "15.1 (Build 2507.6)": {15, 1}, " 10.0.17763 ": {10, 0, 17763}} {
		if got, ok := facts.ParseVersion(in); !ok || got != want {
			t.Errorf("%q is %v, %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "6", "1.2.3.4.5", "6.-1", "a.b", "6.99999999999"} {
		if got, ok := facts.ParseVersion(in); ok {
			t.Errorf("%q was read as %v", in, got)
		}
	}
}

// An array's own account wins over the one for all, and a distinguished name is not
// taken for "array=account".
func TestAlternateServiceAccounts(t *testing.T) {
	const given = "OUTLOOK.contoso.lab = ASA-ONE$\nASA-ALL$\nCN=ASA,OU=Exchange,DC=contoso,DC=lab\nASA-ALL$\n"
	if got := facts.ASANames(given); !slices.Equal(got, []string{"ASA-ONE$", "ASA-ALL$", "CN=ASA,OU=Exchange,DC=contoso,DC=lab"}) {
		t.Errorf("%q", got)
	}
	for array, want := range map[string]string{"outlook.CONTOSO.lab": "ASA-ONE$", "mail.contoso.lab": "ASA-ALL$"} {
		if got := facts.ASAFor(given, array); got != want {
			t.Errorf("%s has %q", array, got)
		}
	}
	if got := facts.ASAFor("one=ASA$", "two"); got != "" {
		t.Errorf("another array's account was taken: %q", got)
	}
}

// The parts of a subject come back as they went in, also where a file's name holds
// the separator.
func TestSubjectsOfKeytabs(t *testing.T) {
	for _, parts := range [][3]string{{"/etc/krb5.keytab", "HTTP/web1", ""}, {"/tmp/a|b.keytab", "HTTP/web1", "www-data"}, {"", "", ""}, {"a%7Cb|c", "x|y", "%257C|"}} {
		file, spn, runAs := facts.KeytabOf(facts.KeytabSubject(parts[0], parts[1], parts[2]))
		if [3]string{file, spn, runAs} != parts {
			t.Errorf("%q became %q, %q, %q", parts, file, spn, runAs)
		}
	}
}

func FuzzSubjects(f *testing.F) {
	f.Add("HTTP/a|b", "10.0.0.1")
	f.Add("%7C", "%257C|")
	f.Fuzz(func(t *testing.T, spn, address string) {
		if got := facts.ServiceOf(facts.ServiceSubject(spn, address)); got.SPN != spn || got.Address != address {
			t.Errorf("%q at %q became %+v", spn, address, got)
		}
		if got, ok := facts.DelegatedOf(facts.DelegationSubject(spn, address, spn)); !ok || got.FrontEnd != spn || got.User != address || got.Target != spn {
			t.Errorf("%q, %q became %+v", spn, address, got)
		}
	})
}

// A service is asked where its clients ask it; one whose protocol is not spoken here
// is asked nowhere.
func TestWhereAServiceIsAsked(t *testing.T) {
	for _, c := range []struct {
		target ad.ServiceTarget
		want   []string
	}{
		{ad.ServiceTarget{Class: "HTTP", Host: "web1"}, []string{"https://web1/", "http://web1/"}},
		{ad.ServiceTarget{Class: "http", Host: "web1", Port: "8443", Path: "/ews"}, []string{"https://web1:8443/ews", "http://web1:8443/ews"}},
		{ad.ServiceTarget{Class: "ldap", Host: "dc1"}, []string{"ldap://dc1"}},
		{ad.ServiceTarget{Class: "SMTPSVC", Host: "mail1"}, []string{"smtp://mail1"}},
		{ad.ServiceTarget{Class: "MSSQLSvc", Host: "db1"}, []string{"tcp:db1"}},
		{ad.ServiceTarget{Class: "MSSQLSvc", Host: "db1", Instance: "PAY"}, []string{`db1\PAY`}},
		{ad.ServiceTarget{Class: "cifs", Host: "fs1"}, []string{"smb://fs1"}},
		{ad.ServiceTarget{Class: "nfs", Host: "fs1"}, nil},
	} {
		if got := facts.AskableURLs(c.target); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q", c.target, got)
		}
	}
}
