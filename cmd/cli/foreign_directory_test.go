package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// A server that holds another kind of directory finds no SPN and no account. That says
// nothing of the domain: nothing is fine, and nothing is missing.
func TestAnotherDirectoryIsNotTakenForADomain(t *testing.T) {
	address, ca := adtest.Crowd{Another: true}.Serve(t)
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("any\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"check", "--json"}, {"walk", "service-unreachable", "--set", "service=http/web.crowd.test", "--json"}, {"setspn", "-Q", "http/web.crowd.test"},
		{"setspn", "-X"}, {"controllers"}, {"show", "web"},
	} {
		exit, out, errs := command(t, append(args, "--server", "ldaps://"+address, "--ca-file", ca, "--user", "cn=admin,o=crowd", "--password-file", password, "--no-probes")...)
		for _, o := range heard(out) {
			if o.sort == "F" && o.code != "directory-unreachable" && o.code != "login-missing" {
				t.Errorf("%q finds %v", args, o)
			}
		}
		if exit == app.ExitOK || strings.Contains(out, "No such SPN") {
			t.Errorf("%q: exit %d: %s%s", args, exit, out, errs)
		}
		if !strings.Contains(out+errs, "another kind of directory") {
			t.Errorf("%q does not say what the server is: %s%s", args, out, errs)
		}
	}
}
