package cli

import (
	"os"
	"slices"
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/diag"
)

// The guide on a real Samba with each of its settings: what is refused and accepted is
// what smb.conf(5) says, the log holds no password, and without probes nothing is tried.
func TestEachSettingOfSambaIsSeen(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba")
	}
	for _, c := range []struct {
		option []adtest.Option
		found  []string // 4.17 looks at no token
		say    []string
	}{
		{nil, nil, []string{"signing required; channel binding: not needed", "without signing: refused by policy (result 8)", "sealed: accepted", "with the channel binding token: refused by policy (result 8)"}},
		{[]adtest.Option{adtest.AllowSASLOverTLS}, []string{"ldap-binding-off dc1.corp.test"}, []string{"signing required; channel binding: never", "without signing: refused by policy (result 8)", "LDAPS without a channel binding token: accepted"}},
		{[]adtest.Option{adtest.NoStrongAuth}, []string{"ldap-binding-off dc1.corp.test", "ldap-signing-off dc1.corp.test"}, []string{"signing not required", "would be accepted with the right password (result 49)", "without signing: accepted"}},
	} {
		dc := adtest.Samba(t, c.option...)
		operator := dc.AddUser(adtest.Name("op"), "Wonder-land-1")
		log := t.TempDir() + "/log"
		_, out, errs := command(t, append([]string{"walk", "ldap-signing", "--log-file", log}, on(dc, operator)...)...)
		for _, want := range c.say {
			if !strings.Contains(out, want) {
				t.Errorf("%v: want %q\n%s%s", c.option, want, out, errs)
			}
		}
		_, js, _ := command(t, append([]string{"walk", "ldap-signing", "--json"}, on(dc, operator)...)...)
		v := decoded[struct {
			Findings []diag.Finding `json:"findings"`
		}](t, js)
		var got []string
		for _, f := range v.Findings {
			got = append(got, f.Code+" "+f.Subject)
		}
		slices.Sort(got)
		if !slices.Equal(got, c.found) {
			t.Errorf("%v: found %v, want %v", c.option, got, c.found)
		}
		if b, err := os.ReadFile(log); err != nil || strings.Contains(string(b), "Wonder-land-1") || !strings.Contains(string(b), "-D adwalk-signing-test") {
			t.Errorf("the log: %v\n%s", err, b)
		}
		_, out, _ = command(t, append([]string{"walk", "ldap-signing", "--no-probes"}, on(dc, operator)...)...)
		if strings.Contains(out, "(result ") || strings.Contains(out, ": accepted") || !strings.Contains(out, "--no-probes") {
			t.Errorf("without probes:\n%s", out)
		}
	}
}
