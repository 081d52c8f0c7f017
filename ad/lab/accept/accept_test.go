package accept_test

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/accept"
	"adwalk/ad/lab/accept/accepttest"
)

// Each fault of a ticket has the code that RFC 4120 3.2.3 gives it; the same authenticator
// is good for one login.
func TestJudgedTickets(t *testing.T) {
	now := accepttest.Now
	end := now.Add(10 * time.Hour)
	for _, c := range []struct {
		name  string
		token []byte
		code  int
	}{
		{"good", accepttest.Token(t, "right", now, end), 0},
		{"of another key", accepttest.Token(t, "old", now, end), ad.ErrModified},
		{"of a client whose clock is behind", accepttest.Token(t, "right", now.Add(-6*time.Minute), end), ad.ErrSkew},
		{"of a client whose clock is ahead", accepttest.Token(t, "right", now.Add(6*time.Minute), end), ad.ErrSkew},
		{"of a client within five minutes", accepttest.Token(t, "right", now.Add(4*time.Minute), end), 0},
		{"that has ended", accepttest.Token(t, "right", now, now.Add(-time.Hour)), ad.ErrTicketExpired},
	} {
		a := accepttest.Acceptor(t, "right")
		ap, err := accept.ParseToken(c.token)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		got, code := a.Accept(ap)
		if code != c.code {
			t.Errorf("a ticket %s: code %d, want %d", c.name, code, c.code)
		}
		if code == 0 && (got.Name != "alice" || got.Realm != "CONTOSO.LAB" || len(got.Reply) == 0) {
			t.Errorf("a ticket %s: %+v", c.name, got)
		}
		if _, again := a.Accept(ap); code == 0 && again != ad.ErrRepeat {
			t.Errorf("a ticket %s, shown twice: code %d", c.name, again)
		}
	}
}

// What is no token of Kerberos is refused before any key is tried.
func TestOtherTokens(t *testing.T) {
	good := accepttest.Token(t, "right", accepttest.Now, accepttest.Now.Add(time.Hour))
	for name, b := range map[string][]byte{"nothing": nil, "NTLM": []byte("NTLMSSP\x00\x01\x00\x00\x00"), "a token that is cut": good[:len(good)/2], "a bare tag": {0x60, 0}} {
		if _, err := accept.ParseToken(b); err == nil {
			t.Errorf("%s was taken for a token", name)
		}
	}
}
