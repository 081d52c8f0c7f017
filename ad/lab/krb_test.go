package lab

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
	"adwalk/ad/lab/store"

	"github.com/jcmturner/gokrb5/v8/keytab"
)

// kinit logs in with the account's own password.
func (c *client) kinit(l *Lab, name string) {
	c.t.Helper()
	for _, a := range l.Accounts() {
		if a.Name == name {
			c.ok(a.Password+"\n", "kinit", name+"@"+l.Realm())
			return
		}
	}
	c.t.Fatalf("no account %s", name)
}

func TestMITToolsGetTickets(t *testing.T) {
	for _, transport := range []string{"TCP", "UDP"} {
		t.Run(transport, func(t *testing.T) {
			l := start(t, Options{Scenario: "cas-array"})
			c := newClient(t, l)
			if transport == "UDP" {
				conf := strings.Replace(l.Krb5Conf(), "udp_preference_limit = 1\n", "udp_preference_limit = 1400\n", 1)
				if err := os.WriteFile(filepath.Join(c.dir, "krb5.conf"), []byte(conf), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			c.kinit(l, "alice")
			for _, spn := range []string{"http/mail.contoso.lab", "HTTP/Mail.Contoso.Lab", "cifs/cas1.contoso.lab", "ldap/dc1.contoso.lab", "exchangeRFR/outlook.contoso.lab"} {
				if out := c.ok("", "kvno", spn); !strings.Contains(out, "kvno = ") {
					t.Errorf("%s: %s", spn, out)
				}
			}
			for _, spn := range []string{"exchangeMDB/outlook.contoso.lab", "http/autodiscover.contoso.lab", "host/outlook.contoso.lab"} {
				if out, ok := c.run("", "kvno", spn); ok || !strings.Contains(out, "not found in Kerberos database") {
					t.Errorf("%s: %s", spn, out)
				}
			}
			out := c.ok("", "klist", "-e", "-f")
			// The array's account names no encryption types: an RC4 ticket, an AES session.
			if !regexp.MustCompile(`(?s)http/mail.contoso.lab.*aes256-cts-hmac-sha1-96, (DEPRECATED:)?arcfour-hmac`).MatchString(out) {
				t.Errorf("no RC4 ticket with an AES session:\n%s", out)
			}
			l.Forest.AddSPN(forest.ASA, "exchangeMDB/outlook.contoso.lab")
			c.ok("", "kvno", "exchangeMDB/outlook.contoso.lab") // issued at once
		})
	}
}

func TestKDCRefusals(t *testing.T) {
	l := start(t, Options{})
	c := newClient(t, l)
	f := l.Forest
	f.AddUser(forest.User{Name: "dora", Password: "dora-word", UAC: ad.UACNormal | ad.UACDisabled})
	f.AddUser(forest.User{Name: "mia", Password: "mia-word", Values: map[string][]string{"pwdLastSet": {"0"}}})
	f.AddUser(forest.User{Name: "old", Password: "old-word", Keys: []int32{23}})
	f.AddComputer(forest.User{Name: "never", NoPassword: true, SPNs: []string{"http/never.contoso.lab"}})
	f.AddUser(forest.User{Name: "weak", ETypes: 4, SPNs: []string{"http/weak.contoso.lab"}})
	c.kinit(l, "alice")
	cases := []struct{ name, stdin, want, program, args string }{
		{"unknown client", "x\n", "not found in Kerberos database", "kinit", "nobody@CONTOSO.LAB"},
		{"disabled", "dora-word\n", "revoked", "kinit", "-c FILE:/dev/null dora@CONTOSO.LAB"},
		{"password to be changed", "mia-word\n", "Password has expired", "kinit", "-c FILE:/dev/null mia@CONTOSO.LAB"},
		{"wrong password", "wrong\n", "Password incorrect", "kinit", "-c FILE:/dev/null bob@CONTOSO.LAB"},
		{"owner without keys", "", "KDC has no support for encryption type", "kvno", "http/never.contoso.lab"},
		{"no common type", "", "KDC has no support for encryption type", "kvno", "-e aes256-cts http/weak.contoso.lab"},
		{"a user is no service", "", "user", "kvno", "bob"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			out, ok := c.run(tc.stdin, tc.program, strings.Fields(tc.args)...)
			if ok || !strings.Contains(out, tc.want) {
				t.Errorf("want %q in:\n%s", tc.want, out)
			}
		})
	}
	f.SetClock(12 * time.Minute)
	if out, ok := c.run("", "kvno", "http/mail.contoso.lab"); ok || !strings.Contains(out, "Clock skew") {
		t.Errorf("a clock that is off: %s", out)
	}
	f.SetClock(0)
}

func TestKeytabRenewAndForward(t *testing.T) {
	l := start(t, Options{})
	c := newClient(t, l)
	path := c.keytab(l, "bob", l.Accounts()[2].Password, 2)
	c.ok("", "kinit", "-k", "-t", path, "-f", "-r", "2d", "bob@CONTOSO.LAB")
	expires := func() string {
		for line := range strings.Lines(c.ok("", "klist")) {
			if strings.Contains(line, "krbtgt/") {
				return strings.Join(strings.Fields(line)[2:4], " ")
			}
		}
		return ""
	}
	before := expires()
	l.Forest.SetClock(2 * time.Minute)
	c.ok("", "kinit", "-R")
	if after := expires(); after == before || after == "" {
		t.Errorf("renewed two minutes later, and it still ends at %s", after)
	}
	l.Forest.SetClock(0)
	if out := c.ok("", "klist", "-f"); !strings.Contains(out, "renew until") || !strings.Contains(out, "FR") {
		t.Errorf("not renewable and forwardable: %s", out)
	}
	c.ok("", "kvno", "http/mail.contoso.lab")
}

func TestWebServiceTellsAMemberWithAnOldKey(t *testing.T) {
	l := start(t, Options{Scenario: "cas-array"})
	c := newClient(t, l)
	c.kinit(l, "alice")
	out := c.ok("", "curl", "-V")
	if !strings.Contains(out, "SPNEGO") {
		if os.Getenv("CI") == "true" {
			t.Fatal("this curl has no SPNEGO")
		}
		t.Skip("this curl has no SPNEGO: install Debian's")
	}
	for member, want := range map[string]int{"CAS1": http.StatusOK, "CAS2": http.StatusUnauthorized} {
		m := l.Forest.Member(member)
		out := c.ok("", "curl", "-s", "--cacert", l.CAFile(), "--negotiate", "-u", ":", "-i", "--resolve",
			"mail.contoso.lab:"+l.WebPort()+":"+m.Address, l.WebURL("mail.contoso.lab"))
		if got := strings.Contains(out, "knows you as alice@CONTOSO.LAB"); got != (want == http.StatusOK) {
			t.Errorf("%s: %s", member, out)
		}
	}
}

// keytab writes a keytab with all of an account's keys.
func (c *client) keytab(l *Lab, name, password string, kvno uint8) string {
	c.t.Helper()
	kt := keytab.New()
	e := l.Forest.Tree.Account(name)
	for _, et := range []int32{18, 17, 23} {
		// The salt of a computer is not its name: write the key of the salt it has.
		key, ok := store.DeriveKey(password, e.Secret.Salt, et)
		if !ok {
			c.t.Fatal("no key")
		}
		if err := kt.AddEntry(name, l.Realm(), password, time.Now(), kvno, et); err != nil {
			c.t.Fatal(err)
		}
		copy(kt.Entries[len(kt.Entries)-1].Key.KeyValue, key.KeyValue)
	}
	b, err := kt.Marshal()
	if err != nil {
		c.t.Fatal(err)
	}
	path := filepath.Join(c.dir, strings.Trim(name, "$")+".keytab")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		c.t.Fatal(err)
	}
	return path
}
