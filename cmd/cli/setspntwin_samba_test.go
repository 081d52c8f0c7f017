package cli

import (
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// A user and a computer share their name but for the dollar sign. setspn takes the
// computer unless -U is given; whatever is printed to be typed elsewhere names the one
// that is meant.
func TestSetspnTellsAUserFromAComputerOfItsName(t *testing.T) {
	dc := adtest.Samba(t)
	stem := adtest.Name("twin")
	dc.Tool("computer", "create", stem)
	dc.Tool("user", "create", stem, "Foreign-Key-1")
	connect := []string{"--server", dc.LDAPS, "--realm", dc.Realm, "--kdc", dc.KDC, "--ca-file", dc.CAFile, "--user", dc.AdminUser + "@" + dc.Realm, "--password-file", dc.PasswordFile(dc.AdminPassword)}
	user, computer := "CN="+stem+",CN=Users,", "CN="+stem+",CN=Computers,"
	short, _, _ := strings.Cut(dc.Realm, ".")
	for _, c := range []struct {
		args []string
		want []string // in the output
	}{
		{[]string{"-L", stem}, []string{computer}},
		{[]string{"-C", "-L", stem}, []string{computer}},
		{[]string{"-U", "-L", stem}, []string{user}},
		{[]string{"-L", stem + "$"}, []string{computer}},
		{[]string{"-U", "-L", short + `\` + stem}, []string{user}},
		{[]string{"-S", "http/" + stem + ".corp.test", "-U", stem, "--dry-run"}, []string{user, "setspn -S http/" + stem + ".corp.test -U ", `\` + stem + "\n"}},
		{[]string{"-S", "http/" + stem + ".corp.test", stem, "--dry-run"}, []string{computer, `\` + stem + "$\n"}},
	} {
		code, out, errs := command(t, append(append([]string{"setspn"}, c.args...), connect...)...)
		for _, want := range c.want {
			if code != app.ExitOK || !strings.Contains(out, want) {
				t.Errorf("setspn %s: exit %d, without %q\n%s%s", c.args, code, want, out, errs)
			}
		}
	}
}
