package lab

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad/lab/forest"
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
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			out, ok := c.run("", "ldapsearch", slices.Concat(tc.args, search)...)
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

// TestLDAPSearchInsideTLS asks with each channel binding policy; OpenLDAP sends the
// token of the connection only when it is told to. A token of another kind, which it
// has up to TLS 1.2, stands for a wrong one.
func TestLDAPSearchInsideTLS(t *testing.T) {
	l := start(t, Options{})
	c := newClient(t, l)
	l.Forest.AddSPN("DC1$", "ldap/127.0.0.1")
	c.kinit(l, "alice")
	plain := c.env
	const refused, found = "80090346", "CASARRAY-ASA$"
	cases := []struct {
		name    string
		policy  forest.LDAPPolicy
		binding string // SASL_CBINDING
		want    string
	}{
		{"required, none sent", forest.LDAPPolicy{}, "none", refused},
		{"required, sent", forest.LDAPPolicy{}, "tls-endpoint", found},
		{"required, that of another kind", forest.LDAPPolicy{}, "tls-unique", refused},
		{"when supported, none sent", forest.LDAPPolicy{Unbound: true}, "none", found},
		{"when supported, sent", forest.LDAPPolicy{Unbound: true}, "tls-endpoint", found},
		{"when supported, that of another kind", forest.LDAPPolicy{Unbound: true}, "tls-unique", refused},
		{"never, that of another kind", forest.LDAPPolicy{Unbound: true, Unchecked: true}, "tls-unique", found},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			l.Forest.SetLDAPPolicy("dc1", func(p *forest.LDAPPolicy) { *p = tc.policy })
			c.env = append(slices.Clone(plain), "LDAPSASL_CBINDING="+tc.binding, "LDAPTLS_CIPHER_SUITE=NORMAL:-VERS-TLS1.3")
			out, ok := c.run("", "ldapsearch", "-H", l.LDAPSURL(), "-O", "maxssf=0", "-LLL", "-N", "-Y", "GSSAPI", "-b", "DC=contoso,DC=lab", "(servicePrincipalName=http/mail.contoso.lab)", "sAMAccountName")
			if ok != (tc.want == found) || !strings.Contains(out, tc.want) {
				t.Errorf("want %q in:\n%s", tc.want, out)
			}
		})
	}
}
