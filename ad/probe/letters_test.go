package probe

import "testing"

// A web service is asked for by the name that browsers use: keytabs tell
// capital from small letters. The other way to write it is the second try.
func TestLettersOfAWebService(t *testing.T) {
	for target, want := range map[string][2]string{
		"https://mail.contoso.com/ews/": {"HTTP/mail.contoso.com", "http/mail.contoso.com"},
		"http://web:8080":               {"HTTP/web", "http/web"},
		"ldap://dc1.contoso.com":        {"ldap/dc1.contoso.com", "ldap/dc1.contoso.com"},
		"smtp://mx1.contoso.com":        {"SMTPSVC/mx1.contoso.com", "SMTPSVC/mx1.contoso.com"},
	} {
		parsed, err := parseTarget(target)
		if err != nil || parsed.spn() != want[0] || inOtherLetters(want[0]) != want[1] {
			t.Errorf("%s: %s, then %s (%v)", target, parsed.spn(), inOtherLetters(parsed.spn()), err)
		}
	}
	if got := inOtherLetters("http/web"); got != "HTTP/web" {
		t.Errorf("got %s", got)
	}
}
