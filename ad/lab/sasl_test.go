package lab

import (
	"strings"
	"testing"
)

func TestLDAPSearchWithATicket(t *testing.T) {
	l := start(t, Options{})
	c := newClient(t, l)
	l.Forest.AddSPN("DC1$", "ldap/127.0.0.1") // OpenLDAP asks for the host in the URL
	c.kinit(l, "alice")
	search := []string{"-LLL", "-N", "-Y", "GSSAPI", "-b", "DC=contoso,DC=lab", "(servicePrincipalName=http/mail.contoso.lab)", "sAMAccountName"}
	cases := []struct {
		name string
		args []string
		ok   bool
		want string
	}{
		{"sealed", []string{"-H", l.LDAPURL(), "-O", "minssf=56"}, true, "CASARRAY-ASA$"},
		{"signed", []string{"-H", l.LDAPURL(), "-O", "minssf=1,maxssf=1"}, true, "CASARRAY-ASA$"},
		{"unprotected", []string{"-H", l.LDAPURL(), "-O", "maxssf=0"}, false, "00002028"},
		{"under TLS", []string{"-H", l.LDAPSURL(), "-O", "maxssf=0"}, true, "CASARRAY-ASA$"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			out, ok := c.run("", "ldapsearch", append(tc.args, search...)...)
			if ok != tc.ok || !strings.Contains(out, tc.want) {
				t.Errorf("want %q in:\n%s", tc.want, out)
			}
		})
	}
	if out := c.ok("", "ldapwhoami", "-N", "-Y", "GSSAPI", "-H", l.LDAPURL()); !strings.Contains(out, `u:CONTOSO\alice`) {
		t.Errorf("who am I: %s", out)
	}
	big := c.ok("", "ldapsearch", "-LLL", "-N", "-Y", "GSSAPI", "-H", l.LDAPURL(), "-b", "CN=Schema,CN=Configuration,DC=contoso,DC=lab", "-E", "pr=50/noprompt", "(objectClass=*)")
	if n := strings.Count(big, "\ndn: "); n < 150 {
		t.Errorf("only %d objects of the schema came through the layer", n)
	}
}
