package keytabcheck

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad/krb/keytab"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag/keytabs"
)

const appSPN = "HTTP/app.contoso.lab"

func lab(scenario string, changes ...func(*app.Flags)) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session { return apptest.LabSession(t, scenario, changes...) }
}

// onDisk writes a keytab of the lab into a file, without its last bytes.
func onDisk(t *testing.T, name string, cut int, mode os.FileMode) string {
	t.Helper()
	b := apptest.LabSession(t, "healthy").LabKeytab(name)
	if len(b) <= cut {
		t.Fatalf("the lab has no keytab %s", name)
	}
	path := filepath.Join(t.TempDir(), "http.keytab")
	if err := os.WriteFile(path, b[:len(b)-cut], mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestKeytab(t *testing.T) {
	whole, cut := onDisk(t, "lab:app.keytab", 0, 0o600), onDisk(t, "lab:app.keytab", 5, 0o600)
	empty := filepath.Join(t.TempDir(), "empty.keytab")
	if err := os.WriteFile(empty, []byte{5, 2}, 0o600); err != nil {
		t.Fatal(err)
	}
	odd := filepath.Join(t.TempDir(), "odd.keytab")
	if err := os.WriteFile(odd, []byte("no keytab at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "a key that opens the ticket", Args: []string{"lab:app.keytab"}, Out: []string{"✓ " + appSPN + ": a key of the keytab decrypts a fresh ticket", "ticket aes256-cts-hmac-sha1-96, kvno 4", "owner  CN=svc-app", "salt   CONTOSO.LABsvc-app"}},
		{Name: "an SPN whose owner has other keys", Args: []string{"lab:app.keytab", "--service", "http/mail.contoso.lab"}, Code: app.ExitFound, Out: []string{"✗ http/mail.contoso.lab"}, Not: []string{"decrypts a fresh ticket"}},
		{Name: "a service as clients type it", Args: []string{"lab:app.keytab", "--service", "https://app.contoso.lab/"}, Out: []string{"✓ "}},
		{Name: "entries only", Args: []string{"lab:app.keytab", "--list"}, Out: []string{"4  aes256-cts-hmac-sha1-96  " + appSPN + "@CONTOSO.LAB"}, Not: []string{"decrypts"}},
		{Name: "a file of this machine", Args: []string{whole}, Out: []string{"✓ " + appSPN, "-rw-------"}},
		{Name: "with its kind in front", Args: []string{"FILE:" + whole}, Out: []string{"✓ " + appSPN}},
		{Name: "a damaged file", Args: []string{cut}, Out: []string{"aes256-cts-hmac-sha1-96"}, Code: app.ExitOK},
		{Name: "a file without entries", Args: []string{empty}, Code: app.ExitFound, Out: []string{"✗ "}},
		{Name: "another file", Args: []string{odd}, Code: app.ExitUsage, Err: []string{"reading the keytab " + odd, "do   name a keytab that you may read and that klist -k can list"}},
		{Name: "no such file", Args: []string{odd + "x"}, Code: app.ExitUsage, Err: []string{"no such file or directory"}},
		{Name: "no SPN", Args: []string{"lab:app.keytab", "--service", "http://"}, Code: app.ExitUsage},
		{Name: "no such user", Args: []string{whole, "--run-as", "no-such-user"}, Code: app.ExitUsage, Err: []string{"--run-as no-such-user", "there is no such user on this machine"}},
		{Name: "no file named", Code: app.ExitUsage},
	})
	apptest.Cases(t, lab("healthy+web-keytab-kvno-behind"), Command, []apptest.Case{
		{Name: "keys of an old password", Args: []string{"lab:app.keytab"}, Code: app.ExitFound, Out: []string{"✗ " + appSPN, "kvno"}, Not: []string{"decrypts a fresh ticket"}},
	})
	apptest.Cases(t, lab("healthy", func(f *app.Flags) { f.NoProbes = true }), Command, []apptest.Case{
		{Name: "probes are switched off: nothing is proved", Args: []string{"lab:app.keytab"}, Code: app.ExitUnknown, Out: []string{"? " + appSPN}, Not: []string{"✓"}},
		{Name: "no login either", Args: []string{"lab:app.keytab", "--login", "--yes"}, Code: app.ExitUnknown, Err: []string{"--no-probes"}},
	})
	var answers []keytabs.Answer
	got := apptest.Run(t, apptest.LabSession(t, "healthy"), Command, "--json", "lab:app.keytab")
	if got.JSON(t, &answers); got.Code != app.ExitOK || len(answers) != 1 || !answers[0].Proved || answers[0].Service != appSPN || answers[0].Ticket == nil || len(answers[0].Entries) == 0 {
		t.Errorf("%d %+v", got.Code, answers)
	}
	if kt, err := keytab.Read(whole); err == nil {
		for _, e := range kt.Entries {
			if key := string(e.Key()); key != "" && strings.Contains(got.Out, key) {
				t.Error("a key is shown")
			}
		}
	}
}

// One login is made with the keytab, after a question, and its outcome counts.
func TestLogin(t *testing.T) {
	apptest.Cases(t, lab("healthy"), Command, []apptest.Case{
		{Name: "confirmed", Args: []string{"lab:web1.keytab", "--login", "--yes"}, Out: []string{"WEB1$@CONTOSO.LAB", "the key in the keytab is the account's present one"}},
		{Name: "not confirmed", Args: []string{"lab:web1.keytab", "--login"}, Code: app.ExitRefused, Err: []string{"logging in with the keytab", "there is no terminal to ask on", "add --yes to log in without a question"}},
		{Name: "as an SPN, which is no account", Args: []string{"lab:app.keytab", "--login", "--yes", "--login-as", appSPN + "@CONTOSO.LAB"}, Code: app.ExitFound, Out: []string{"an SPN only where it is the account's UPN", "--login-as ACCOUNT@REALM"}},
		{Name: "with a list, which sends nothing", Args: []string{"lab:web1.keytab", "--login", "--list"}, Code: app.ExitUsage, Err: []string{"--list sends nothing", "leave one of them out"}},
	})
	apptest.Cases(t, lab("healthy+web-keytab-kvno-behind"), Command, []apptest.Case{
		{Name: "with an old key", Args: []string{"lab:app.keytab", "--login", "--yes"}, Code: app.ExitFound, Not: []string{"is the account's present one"}},
	})
}
