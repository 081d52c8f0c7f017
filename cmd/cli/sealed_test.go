package cli

import (
	"encoding/json"
	"testing"

	"adwalk/cmd/app"
)

// TestSealedWithATicketOnly reads an object on port 389 with nothing but a
// cache from kinit: no certificate, no password, and everything sealed.
func TestSealedWithATicketOnly(t *testing.T) {
	f := newForest(t)
	cache := f.dc.Kinit(f.alice.Name, f.alice.Password)
	for _, server := range []string{f.dc.LDAP, f.dc.Addr} {
		code, out, errs := command(t, "show", f.asa.Name, "--json", "--server", server, "--realm", f.dc.Realm, "--kdc", f.dc.KDC, "--ccache", cache)
		if code != app.ExitOK {
			t.Fatalf("%s: exit %d: %s", server, code, errs)
		}
		var shown struct{ DN, Protection string }
		if err := json.Unmarshal([]byte(out), &shown); err != nil {
			t.Fatal(err)
		}
		if shown.DN != f.asa.DN || shown.Protection != "sealed" {
			t.Errorf("%s: %+v", server, shown)
		}
	}
	// A password without LDAPS becomes a ticket, too.
	code, out, errs := command(t, "show", f.asa.Name, "--json", "--server", f.dc.Addr, "--realm", f.dc.Realm, "--kdc", f.dc.KDC,
		"--user", f.alice.Name, "--password-file", f.dc.PasswordFile(f.alice.Password))
	if code != app.ExitOK {
		t.Fatalf("password: exit %d: %s", code, errs)
	}
	var shown struct{ Protection string }
	if err := json.Unmarshal([]byte(out), &shown); err != nil || shown.Protection != "sealed" {
		t.Errorf("password: %+v %v", shown, err)
	}
}
