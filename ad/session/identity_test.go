package session

import (
	"testing"

	"adwalk/ad/krb/krb5conf"
)

func corp() Environment {
	return Environment{Kerberos: krb5conf.Parse("[libdefaults]\n default_realm = CORP.TEST\n")}
}

// A simple bind takes no bare name: it gets the realm that Kerberos would use.
func TestBindName(t *testing.T) {
	for _, c := range []struct{ user, realm, want string }{
		{"alice", "", "alice@CORP.TEST"}, {"alice", "ELSE.TEST", "alice@ELSE.TEST"}, {"alice@other.test", "", "alice@other.test"},
		{`CORP\alice`, "", `CORP\alice`}, {"CN=alice,DC=corp", "", "CN=alice,DC=corp"},
	} {
		e := New(Config{User: c.user, Realm: c.realm}, corp()).Current()
		if got := e.bindName(); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// Without a server the domain controllers are those of the realm that a login
// goes to: nobody has to name it twice.
func TestRealmOfTheDomainControllers(t *testing.T) {
	for _, c := range []struct{ user, realm, want string }{
		{"", "", "CORP.TEST"}, {"alice", "", "CORP.TEST"}, {"alice@OTHER.TEST", "", "OTHER.TEST"}, {"alice@OTHER.TEST", "ELSE.TEST", "ELSE.TEST"},
	} {
		e := New(Config{User: c.user, Realm: c.realm}, corp()).Current()
		if got := e.domain(); got != c.want {
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
		if got := (Identity{User: user}).byDN(); got != want {
			t.Errorf("%q: %v", user, got)
		}
	}
}
