package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/ad/krb/keytab"
	"adwalk/cmd/app"
	"adwalk/diag/keytabs"
)

// A keytab that holds only the SPN logs in as the account behind it. An old key is
// refused and counted once, and nothing is sent without --yes where nobody can be asked.
func TestAKeytabLogsInOnceAndOnlyWithConsent(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba")
	}
	f := newForest(t)
	dc := f.dc
	dc.Tool("domain", "passwordsettings", "set", "--account-lockout-threshold=50") // without one nothing is counted
	a := dc.AddUser(adtest.Name("svc"), "Service-Key-1")
	dc.SetAttr(a.DN, "msDS-SupportedEncryptionTypes", "24")
	a = dc.SetPassword(a, "Service-Key-2")
	spn := "HTTP/" + adtest.Name("shop") + "." + strings.ToLower(dc.Realm)
	dc.AddSPN(a.DN, spn)
	kt, err := keytab.Read(dc.ExportKeytab(a.Name))
	if err != nil {
		t.Fatal(err)
	}
	file := writeKeytab(t, change(kt.Entries, func(e *keytab.Entry) { e.Components = strings.Split(spn, "/") })...)

	login := func(want int, more ...string) *keytabs.Login {
		t.Helper()
		code, out, errs := f.run(t, append([]string{"keytab", file, "--service", spn, "--login", "--json"}, more...)...)
		var answers []keytabs.Answer
		if err := json.Unmarshal([]byte(out), &answers); err != nil || len(answers) != 1 || code != want {
			t.Fatalf("exit %d, want %d: %v: %s%s", code, want, err, out, errs)
		}
		return answers[0].Login
	}
	counted := func() string { return strings.Join(dc.Attr(a.DN, "badPwdCount"), "") }
	if l := login(app.ExitRefused); l != nil {
		t.Errorf("logged in without consent: %+v", l)
	}
	if l := login(app.ExitOK, "--yes"); l == nil || !l.Accepted || l.Principal != a.Name+"@"+dc.Realm {
		t.Errorf("the present key: %+v", l)
	}
	if l := login(app.ExitFound, "--yes", "--login-as", spn+"@"+dc.Realm); l == nil || l.Accepted || l.Error == nil || l.Error.Code != 6 || !strings.Contains(l.Means, "says nothing about the key") {
		t.Errorf("as the SPN: %+v", l)
	}
	dc.SetPassword(a, "Service-Key-3")
	before := counted()
	if before != "" && before != "0" {
		t.Fatalf("badPwdCount is %s before a wrong key was sent", before)
	}
	login(app.ExitRefused) // the verdict alone sends no login
	if got := counted(); got != before {
		t.Errorf("badPwdCount is %s without a login", got)
	}
	if l := login(app.ExitFound, "--yes"); l == nil || l.Accepted || l.Error == nil || l.Error.Code != 24 {
		t.Errorf("an older key: %+v", l)
	}
	if got := counted(); got != "1" {
		t.Errorf("badPwdCount is %s after one login, want 1", got)
	}
}
