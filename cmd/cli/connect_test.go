package cli

import (
	"testing"

	"adwalk/ad/krb/krb5conf"
)

// A simple bind takes no bare name: it gets the realm that Kerberos would use.
func TestBindName(t *testing.T) {
	for user, want := range map[string]string{
		"alice": "alice@CORP.TEST", "alice@other.test": "alice@other.test", `CORP\alice`: `CORP\alice`, "CN=alice,DC=corp": "CN=alice,DC=corp",
	} {
		s := &Session{}
		s.Flags.User = user
		s.confOnce.Do(func() { s.conf = krb5conf.Parse("[libdefaults]\n default_realm = CORP.TEST\n") })
		if got := s.bindName(); got != want {
			t.Errorf("%s: %s", user, got)
		}
		if s.Flags.Realm = "ELSE.TEST"; user == "alice" && s.bindName() != "alice@ELSE.TEST" {
			t.Errorf("with --realm: %s", s.bindName())
		}
	}
}

// Without a server the domain controllers are those of the realm that a login
// goes to: nobody has to name it twice.
func TestRealmOfTheDomainControllers(t *testing.T) {
	for _, c := range []struct{ user, realm, want string }{
		{"", "", "CORP.TEST"}, {"alice", "", "CORP.TEST"}, {"alice@OTHER.TEST", "", "OTHER.TEST"}, {"alice@OTHER.TEST", "ELSE.TEST", "ELSE.TEST"},
	} {
		s := &Session{}
		s.Flags.User, s.Flags.Realm = c.user, c.realm
		s.confOnce.Do(func() { s.conf = krb5conf.Parse("[libdefaults]\n default_realm = CORP.TEST\n") })
		if got := s.domain(); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// Only a whole distinguished name is one: a principal may hold its characters.
func TestUserByDistinguishedName(t *testing.T) {
	for user, want := range map[string]bool{
		"CN=alice,CN=Users,DC=corp,DC=test": true, "cn=Doe\\, Jane,dc=corp": true,
		"alice": false, "alice@CORP.TEST": false, `CORP\alice`: false, "a=b": false, "http/x=y,z": false, "a=b@CORP,TEST": false, "": false,
	} {
		s := &Session{}
		if s.Flags.User = user; s.byDN() != want {
			t.Errorf("%q: %v", user, !want)
		}
	}
}
