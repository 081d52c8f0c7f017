package keytabs

import (
	"testing"

	"adwalk/ad"
)

// A login with a keytab is made as an account that a domain controller knows, with the key
// that is to be tried: a wrong guess would cost an attempt of those that lock an account.
func TestTheLoginThatTriesAKeytab(t *testing.T) {
	const realm, spn = "@CONTOSO.LAB", "HTTP/web.contoso.lab"
	svc := &ad.Account{Name: "svc-web", UPN: "web@contoso.lab"}
	entries := func(principals ...string) []Entry {
		var out []Entry
		for _, p := range principals {
			out = append(out, Entry{Principal: p})
		}
		return out
	}
	for name, c := range map[string]struct {
		f    Facts
		want Attempt
	}{
		"the SPN alone, of a known owner":       {Facts{Service: spn, Realm: "CONTOSO.LAB", Account: svc, Entries: entries(spn + realm)}, Attempt{"svc-web" + realm, spn + realm}},
		"the SPN in other letters":              {Facts{Service: spn, Realm: "CONTOSO.LAB", Account: svc, Entries: entries("http/WEB.contoso.lab" + realm)}, Attempt{"svc-web" + realm, "http/WEB.contoso.lab" + realm}},
		"the owner's own name":                  {Facts{Service: spn, Realm: "CONTOSO.LAB", Account: svc, Entries: entries(spn+realm, "SVC-WEB"+realm)}, Attempt{"SVC-WEB" + realm, "SVC-WEB" + realm}},
		"the owner's UPN":                       {Facts{Service: spn, Realm: "CONTOSO.LAB", Account: svc, Entries: entries("other"+realm, "web@contoso.lab")}, Attempt{"web@contoso.lab", "web@contoso.lab"}},
		"no owner, and an account's entry":      {Facts{Service: spn, Entries: entries(spn+realm, "WEB1$"+realm)}, Attempt{"WEB1$" + realm, "WEB1$" + realm}},
		"no owner, and SPNs only":               {Facts{Service: spn, Entries: entries(spn+realm, "host/web"+realm)}, Attempt{spn + realm, spn + realm}},
		"an owner, and entries of other things": {Facts{Service: spn, Realm: "CONTOSO.LAB", Account: svc, Entries: entries("host/web"+realm, "WEB1$"+realm)}, Attempt{"WEB1$" + realm, "WEB1$" + realm}},
		"no entry":                              {Facts{Service: spn, Account: svc, Realm: "CONTOSO.LAB"}, Attempt{}},
	} {
		if got := c.f.LoginAs(); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	f := Facts{Service: spn, Realm: "CONTOSO.LAB", Account: svc, Entries: entries(spn+realm, "WEB1$"+realm)}
	if got := f.LoginNamed("web1$" + realm); got != (Attempt{"WEB1$" + realm, "WEB1$" + realm}) {
		t.Errorf("named, with a key of its own: %+v", got)
	}
	if got := f.LoginNamed("alice" + realm); got != (Attempt{"alice" + realm, spn + realm}) {
		t.Errorf("named, without one: %+v", got)
	}
	for entry, want := range map[string]Attempt{spn + realm: {"svc-web" + realm, spn + realm}, "WEB1$" + realm: {"WEB1$" + realm, "WEB1$" + realm}} {
		if got := f.LoginWith(Entry{Principal: entry}); got != want {
			t.Errorf("one entry, %s: %+v, want %+v", entry, got, want)
		}
	}
}
