package lab

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// need skips when a program is missing, and fails where everything should be.
func need(t *testing.T, program string) {
	t.Helper()
	if testing.Short() {
		t.Skip("short: starts " + program)
	}
	if _, err := exec.LookPath(program); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing", program)
	}
	t.Skipf("%s is missing: install krb5-user and ldap-utils", program)
}

// client runs programs as a person at the lab would.
type client struct {
	t   *testing.T
	dir string
	env []string
}

func newClient(t *testing.T, l *Lab) *client {
	dir := t.TempDir()
	conf := filepath.Join(dir, "krb5.conf")
	if err := os.WriteFile(conf, []byte(l.Krb5Conf()), 0o600); err != nil {
		t.Fatal(err)
	}
	return &client{t, dir, append(os.Environ(), "KRB5_CONFIG="+conf, "KRB5CCNAME=FILE:"+filepath.Join(dir, "cc"),
		"LDAPTLS_CACERT="+l.CAFile(), "LDAPTLS_REQCERT=demand", "LC_ALL=C", "TZ=UTC")}
}

// run returns what a program printed on both streams, and whether it succeeded.
func (c *client) run(stdin, program string, args ...string) (string, bool) {
	c.t.Helper()
	need(c.t, program)
	cmd := exec.Command(program, args...)
	cmd.Env = c.env
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

// ok is run for a program that must succeed.
func (c *client) ok(stdin, program string, args ...string) string {
	c.t.Helper()
	out, ok := c.run(stdin, program, args...)
	if !ok {
		c.t.Fatalf("%s %s: %s", program, strings.Join(args, " "), out)
	}
	return out
}

// password writes a password file for OpenLDAP's -y.
func (c *client) password(word string) string {
	p := filepath.Join(c.dir, "word")
	if err := os.WriteFile(p, []byte(word), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return p
}
