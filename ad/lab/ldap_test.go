package lab

import (
	"strings"
	"testing"

	"adwalk/ad/lab/forest"
)

// search runs ldapsearch as an account of the lab.
func (c *client) search(l *Lab, url, who string, args ...string) (string, bool) {
	return c.run("", "ldapsearch", append([]string{"-LLL", "-o", "ldif-wrap=no", "-x", "-H", url, "-D", who, "-y", c.word(l, who)}, args...)...)
}

func (c *client) word(l *Lab, who string) string {
	for _, a := range l.Accounts() {
		if strings.Contains(strings.ToLower(who), a.Name) {
			return c.password(a.Password)
		}
	}
	return c.password("no such word")
}

func TestOpenLDAPToolsReadTheLab(t *testing.T) {
	need(t, "ldapsearch")
	l := start(t, Options{Scenario: "cas-array"})
	c := newClient(t, l)
	base := "DC=contoso,DC=lab"
	cases := []struct {
		name, url, who string
		args           []string
		want, not      string
	}{
		{"by user principal name over LDAPS", l.LDAPSURL(), "alice@contoso.lab", []string{"-b", base, "(sAMAccountName=CASARRAY-ASA$)", "servicePrincipalName"}, "servicePrincipalName: http/mail.contoso.lab", "exchangeMDB/outlook.contoso.lab"},
		{"by DOMAIN\\name with StartTLS", l.LDAPURL(), `CONTOSO\auditor`, []string{"-ZZ", "-b", base, "(&(objectClass=computer)(userAccountControl:1.2.840.113556.1.4.803:=8192))", "dNSHostName"}, "dNSHostName: dc1.contoso.lab", "cas1"},
		{"by DN", l.LDAPSURL(), "CN=Bob Baker,OU=Staff,DC=contoso,DC=lab", []string{"-b", "CN=Configuration," + base, "(objectClass=msExchClientAccessArray)", "networkAddress"}, "ncacn_ip_tcp:outlook.contoso.lab", ""},
		{"duplicate on the global catalogue, empty base", l.GCSURL(), "alice@contoso.lab", []string{"-b", "", "(servicePrincipalName=HTTP/Autodiscover.contoso.lab)", "sAMAccountName"}, "sAMAccountName: CAS2$", ""},
		{"the global catalogue leaves out what it does not hold", l.GCSURL(), "alice@contoso.lab", []string{"-b", "", "(sAMAccountName=alice)", "msDS-SupportedEncryptionTypes", "cn"}, "cn: Alice Archer", "msDS-Supported"},
		{"paged", l.LDAPSURL(), "alice@contoso.lab", []string{"-E", "pr=7/noprompt", "-b", base, "(objectClass=computer)", "1.1"}, "dn: CN=MBX2", ""},
		{"wildcard", l.LDAPSURL(), "alice@contoso.lab", []string{"-b", base, "(servicePrincipalName=*/cas1.contoso.lab)", "cn"}, "cn: CAS1", "CAS2"},
		{"constructed by name", l.LDAPSURL(), "alice@contoso.lab", []string{"-b", base, "(cn=CASARRAY-ASA)", "msDS-KeyVersionNumber", "allowedAttributesEffective"}, "allowedAttributesEffective: servicePrincipalName", "allowedAttributesEffective: description"},
		{"in chain", l.LDAPSURL(), "alice@contoso.lab", []string{"-b", base, "(memberOf:1.2.840.113556.1.4.1941:=CN=Domain Admins,CN=Users,DC=contoso,DC=lab)", "cn"}, "cn: Administrator", "alice"},
		{"whose metadata", l.LDAPSURL(), "alice@contoso.lab", []string{"-b", base, "(cn=CASARRAY-ASA)", "msDS-ReplAttributeMetaData"}, "msDS-ReplAttributeMetaData:", ""},
		{"not and missing attributes", l.LDAPSURL(), "alice@contoso.lab", []string{"-b", base, "(&(objectClass=computer)(!(msDS-SupportedEncryptionTypes=*)))", "cn"}, "cn: CASARRAY-ASA", "cn: CAS1"},
		{"the array is no mailbox server", l.LDAPSURL(), "alice@contoso.lab", []string{"-b", "CN=Configuration," + base, "(&(objectClass=msExchExchangeServer)(!(objectClass=msExchClientAccessArray)))", "cn"}, "cn: MBX1", "cn: outlook"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			out, ok := c.search(l, tc.url, tc.who, tc.args...)
			if !ok || !strings.Contains(out, tc.want) || (tc.not != "" && strings.Contains(out, tc.not)) {
				t.Errorf("want %q and not %q in:\n%s", tc.want, tc.not, out)
			}
		})
	}
}

func TestTheDirectoryRefusesAsActiveDirectoryDoes(t *testing.T) {
	need(t, "ldapsearch")
	l := start(t, Options{})
	c := newClient(t, l)
	cases := []struct {
		name, want string
		args       []string
	}{
		{"a password without TLS", "00002028", []string{"-H", l.LDAPURL(), "-D", "alice@contoso.lab", "-w", "x", "-b", "DC=contoso,DC=lab"}},
		{"a wrong password", "data 52e", []string{"-H", l.LDAPSURL(), "-D", "alice@contoso.lab", "-w", "wrong", "-b", "DC=contoso,DC=lab"}},
		{"an unknown account", "data 525", []string{"-H", l.LDAPSURL(), "-D", "nobody@contoso.lab", "-w", "wrong", "-b", "DC=contoso,DC=lab"}},
		{"a search without a bind", "000004DC", []string{"-H", l.LDAPSURL(), "-b", "DC=contoso,DC=lab"}},
		{"more than a page", "Size limit exceeded", []string{"-H", l.LDAPSURL(), "-D", "alice@contoso.lab", "-y", c.password(l.Accounts()[0].Password), "-z", "3", "-b", "DC=contoso,DC=lab"}},
		{"an object that is not there", "0000208D", []string{"-H", l.LDAPSURL(), "-D", "alice@contoso.lab", "-y", c.password(l.Accounts()[0].Password), "-b", "OU=Nowhere,DC=contoso,DC=lab"}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			out, ok := c.run("", "ldapsearch", append([]string{"-x"}, tc.args...)...)
			if ok || !strings.Contains(out, tc.want) {
				t.Errorf("want %q in:\n%s", tc.want, out)
			}
		})
	}
	out := c.ok("", "ldapsearch", "-x", "-LLL", "-H", l.LDAPURL(), "-s", "base", "-b", "")
	for _, want := range []string{"dnsHostName: dc1.contoso.lab", "defaultNamingContext: DC=contoso,DC=lab", "isGlobalCatalogReady: TRUE"} {
		if !strings.Contains(out, want) {
			t.Errorf("the RootDSE lacks %q", want)
		}
	}
}

func TestModifyOneValueAtATime(t *testing.T) {
	need(t, "ldapmodify")
	l := start(t, Options{Scenario: "cas-array"})
	c := newClient(t, l)
	asa, cas1 := l.Forest.DN(forest.ASA), l.Forest.DN("CAS1$")
	change := func(dn, op, value string) string {
		return "dn: " + dn + "\nchangetype: modify\n" + op + ": servicePrincipalName\nservicePrincipalName: " + value + "\n"
	}
	cases := []struct {
		name, who, ldif, want string
		ok                    bool
	}{
		{"an auditor may not", "auditor", change(asa, "add", "exchangeMDB/outlook"), "00002098", false},
		{"the operator may", "alice", change(asa, "add", "exchangeMDB/outlook"), "", true},
		{"not twice, in any case", "alice", change(asa, "add", "EXCHANGEmdb/outlook"), "Type or value exists (20)", false},
		{"a name held elsewhere", "alice", change(asa, "add", "exchangeRFR/outlook.contoso.lab"), "000021C7", false},
		{"delete, then add", "alice", change(cas1, "delete", "exchangeRFR/outlook.contoso.lab") + "\n" + change(asa, "add", "exchangeRFR/outlook.contoso.lab"), "", true},
		{"delete what is gone", "alice", change(cas1, "delete", "exchangeRFR/outlook.contoso.lab"), "No such attribute (16)", false},
		{"an alias of a host elsewhere", "alice", change(asa, "add", "http/cas1.contoso.lab"), "000021C7", false},
		{"malformed", "alice", change(asa, "add", `exchangeMDB\outlook`), "Constraint violation (19)", false},
		{"a constructed attribute", "alice", "dn: " + asa + "\nchangetype: modify\nadd: allowedAttributes\nallowedAttributes: x\n", "Server is unwilling to perform (53)", false},
		{"an attribute that does not exist", "alice", "dn: " + asa + "\nchangetype: modify\nadd: noSuchThing\nnoSuchThing: x\n", "No such attribute (16)", false},
		{"a number that is none", "alice", "dn: " + asa + "\nchangetype: modify\nreplace: msDS-SupportedEncryptionTypes\nmsDS-SupportedEncryptionTypes: many\n", "Invalid syntax (21)", false},
		{"two values for one", "alice", "dn: " + asa + "\nchangetype: modify\nreplace: msDS-SupportedEncryptionTypes\nmsDS-SupportedEncryptionTypes: 24\nmsDS-SupportedEncryptionTypes: 28\n", "Constraint violation (19)", false},
		{"encryption types", "alice", "dn: " + asa + "\nchangetype: modify\nreplace: msDS-SupportedEncryptionTypes\nmsDS-SupportedEncryptionTypes: 28\n", "", true},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			who := tc.who + "@contoso.lab"
			out, ok := c.run(tc.ldif, "ldapmodify", "-x", "-H", l.LDAPSURL(), "-D", who, "-y", c.word(l, who))
			if ok != tc.ok || !strings.Contains(out, tc.want) {
				t.Errorf("ok=%v, want %v and %q in:\n%s", ok, tc.ok, tc.want, out)
			}
		})
	}
	owners := l.Forest.Tree.Owners("exchangerfr/OUTLOOK.contoso.lab")
	if len(owners) != 1 || owners[0].DN != asa {
		t.Errorf("the name was not moved: %v", owners)
	}
}
