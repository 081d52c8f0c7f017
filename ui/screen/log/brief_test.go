package log

import "testing"

func TestTheListShowsWhatACommandAsksFor(t *testing.T) {
	for _, c := range [][2]string{
		{`ldapsearch -LLL -H ldaps://dc1:636 -x -W -D alice@X.TEST -b '' -s sub -E pr=1000/noprompt '(servicePrincipalName=http/it'\''s)' objectSid memberOf`,
			`ldapsearch '(servicePrincipalName=http/it'\''s)' -b '' -s sub objectSid memberOf`},
		{`ldapsearch -LLL -H ldap://dc1 -ZZ -x -b DC=x,DC=test -s base -z 5 '(objectClass=*)'`, `ldapsearch '(objectClass=*)' -b DC=x,DC=test -s base`},
		{"ldapmodify -H ldap://dc1 -Y GSSAPI <<'EOF'\ndn: CN=A,DC=x\nchangetype: modify\nadd: servicePrincipalName\nservicePrincipalName: http/a\n-\nEOF",
			"ldapmodify add: servicePrincipalName  http/a  dn: CN=A,DC=x"},
		{"kvno http/mail", "kvno http/mail"},
		{"ldapsearch", "ldapsearch"},
	} {
		if got := brief(c[0]); got != c[1] {
			t.Errorf("%q\nbecame %q\nnot    %q", c[0], got, c[1])
		}
	}
}
