package keytabs

import (
	"strings"
	"testing"

	"adwalk/ad"
)

const spn, aes, rc4 = "HTTP/app.a.lab", ad.ETypeAES256, ad.ETypeRC4

// key is an entry that was tried on the ticket.
func key(principal string, kvno int, e ad.EType, fits bool) Entry {
	return Entry{Principal: principal + "@A.LAB", KVNO: kvno, EType: e, Tried: true, Fits: fits}
}

// service is a service of one account for which the KDC issued a ticket of version 4.
func service(entries ...Entry) Facts {
	return Facts{File: "/etc/http.keytab", Service: spn, Realm: "A.LAB", Account: &ad.Account{Name: "svc-app", KVNO: 4}, OwnerNames: []string{"svc-app"}, Ticket: &Ticket{EType: aes, KVNO: 4}, Entries: entries}
}

// Each cause is told by its own code, with what was seen and what to do; nothing is called
// proved without a key that decrypts the ticket.
func TestCauses(t *testing.T) {
	with := func(f Facts, change func(*Facts)) Facts { change(&f); return f }
	for _, c := range []struct {
		name  string
		facts Facts
		code  string // "" is none
		says  string
	}{
		{"a key that fits", service(key(spn, 4, aes, true)), "", ""},
		{"an older key", service(key(spn, 3, aes, false)), KVNOBehind, "The newest key in the keytab is version 3, the ticket's is 4"},
		{"an older key of another type", service(key(spn, 3, rc4, false)), KVNOBehind, "version 3"},
		{"a newer key", service(key(spn, 5, aes, false)), KVNOAhead, "version 5, the ticket's is 4"},
		{"a version of zero", service(key(spn, 0, aes, false)), KVNOZero, "has the version 0 and the ticket 4"},
		{"the right key without a version", service(key(spn, 0, aes, true)), KVNOZero, "The key is right, but its version in the keytab is 0"},
		{"another type", service(key(spn, 4, rc4, false)), NoEType, "the keytab has keys of arcfour-hmac only"},
		{"types of two ages", service(key(spn, 3, aes, false), key(spn, 4, rc4, false)), MixedAges, "version 3 of aes256-cts-hmac-sha1-96 and version 4 of other types"},
		{"another password", service(key(spn, 4, aes, false)), OtherKey, "that key does not decrypt the ticket"},
		{"a key of another account", with(service(key(spn, 4, aes, false)), func(f *Facts) { f.Entries[0].OpensFor = "host/app.a.lab" }), OtherAccount, "those of the account behind host/app.a.lab"},
		{"another host", service(key("HTTP/web.a.lab", 4, aes, false)), OtherHost, "no entry for the host app.a.lab"},
		{"other letters", service(key("http/APP.a.lab", 4, aes, true)), OtherCase, "A service compares the letters exactly"},
		{"another realm", service(Entry{Principal: spn + "@B.LAB", KVNO: 4, EType: aes, Tried: true, Fits: true}), OtherRealm, "the realm of the service is A.LAB"},
		{"another class", service(key("ldap/app.a.lab", 4, aes, false)), NoEntry, "no entry for HTTP/app.a.lab and none for its account"},
		{"the account's own entry will do", service(key("svc-app", 4, aes, true)), "", ""},
		{"no entry at all", with(service(), func(f *Facts) { f.Deleted = 2 }), NoKeys, "The keytab holds no key; 2 were deleted."},
		{"a file that is damaged at once", with(service(), func(f *Facts) { f.Damaged = "it ends within an entry" }), Unreadable, "it ends within an entry"},
		{"a user who cannot read it", with(service(key(spn, 4, aes, true)), func(f *Facts) { f.RunAs, f.NoRead = "www-data", "mode -rw-------, owner root" }), FileMode, "www-data cannot read the keytab"},
		{"two owners", with(service(key(spn, 4, aes, true)), func(f *Facts) { f.OwnerNames = []string{"a", "b"} }), SPNDuplicate, "has 2 owners: a, b"},
		{"no owner", with(service(key(spn, 4, aes, true)), func(f *Facts) { f.Ticket, f.KDCError = nil, &ad.KDCError{Code: ad.ErrServiceUnknown} }), SPNMissing, "no ticket is issued"},
	} {
		v := Judge(c.facts)
		code, what, do := "", "", ""
		if v.Finding != nil {
			code, what, do = v.Finding.Code, v.Finding.What, v.Finding.Do
		}
		if code != c.code || !strings.Contains(what, c.says) || code != "" && do == "" {
			t.Errorf("%s: %s %q %q, want %s", c.name, code, what, do, c.code)
		}
		if v.Proved != (c.code == "") {
			t.Errorf("%s: proved %v", c.name, v.Proved)
		}
	}
}

// Without a ticket nothing is proved, and the reason is told; where the names alone show
// the fault, that is told as well.
func TestWithoutATicket(t *testing.T) {
	f := service(key(spn, 4, aes, false))
	f.Ticket, f.NoTicket = nil, "probes are switched off"
	if v := Judge(f); v.Proved || v.Finding != nil || v.Unknown != "probes are switched off" {
		t.Errorf("%+v", v)
	}
	f.KDCError = &ad.KDCError{Code: ad.ErrSkew}
	if v := Judge(f); v.Proved || !strings.Contains(v.Unknown, "37 KRB_AP_ERR_SKEW") {
		t.Errorf("%+v", v)
	}
	f = service(key("HTTP/web.a.lab", 4, aes, false))
	f.Ticket, f.NoTicket = nil, "probes are switched off"
	if v := Judge(f); v.Finding == nil || v.Finding.Code != OtherHost || v.Unknown == "" {
		t.Errorf("%+v", v)
	}
	f.Entries = []Entry{key("http/app.a.lab", 4, aes, false)} // whether letters matter is for the service to say
	if v := Judge(f); v.Finding != nil || v.Unknown == "" {
		t.Errorf("%+v", v)
	}
	cut := service(key(spn, 4, aes, true))
	cut.Damaged = "it ends within an entry"
	if v := Judge(cut); !v.Proved || !strings.Contains(strings.Join(v.Notes, " "), "the end of the file cannot be read: it ends within an entry") {
		t.Errorf("a file whose end is damaged: %+v", v)
	}
}

// A keytab leads to the guide of its service, with the file and the service filled in.
func TestTheGuideOfAKeytab(t *testing.T) {
	for service, want := range map[string]string{"": "machine-account", "host/app.a.lab": "machine-account app.a.lab", "HTTP/app.a.lab": "web-sso-linux HTTP/app.a.lab", "cifs/fs1.a.lab": "file-share cifs/fs1.a.lab", "MSSQLSvc/db.a.lab:1433": "sql-server MSSQLSvc/db.a.lab:1433"} {
		guide, inputs := GuideFor("/etc/x.keytab", service)
		if got := strings.TrimSpace(guide + " " + inputs["service"]); got != want || inputs["keytab"] != "/etc/x.keytab" {
			t.Errorf("%s: %s %v", service, got, inputs)
		}
	}
	for in, want := range map[string]string{"http/app": "HTTP/app", "HTTP/app": "HTTP/app", "host/app": "host/app", "http": "http"} {
		if got := AsAsked(in); got != want {
			t.Errorf("%s is asked for as %s", in, got)
		}
	}
}
