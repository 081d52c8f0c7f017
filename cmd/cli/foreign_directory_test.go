package cli

import (
	"os"
	"path/filepath"
	"slices"
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

// A directory that hides CN=Sites, beside a DNS that knows nothing, shows no domain
// controller at all. That is not a domain with one.
func TestAHiddenListOfDomainControllersIsNotOneController(t *testing.T) {
	address, ca := adtest.Crowd{Computers: 3, SPNs: 2}.Serve(t)
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("any\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	exit, out, errs := command(t, "check", "clock", "--json", "--server", "ldaps://"+address, "--ca-file", ca, "--user", "cn=reader,dc=crowd,dc=test", "--password-file", password, "--no-probes")
	if exit != app.ExitUnknown || !slices.ContainsFunc(heard(out), func(o outcome) bool { return o.fits("U clock-skew the domain controllers") }) {
		t.Errorf("exit %d, want %d and a word about the controllers that are not seen: %s%s", exit, app.ExitUnknown, out, errs)
	}
}
