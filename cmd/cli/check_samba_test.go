package cli

import (
	"os"
	"slices"
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
	"adwalk/cmd/check"
	"adwalk/diag"
)

// A duplicate that was planted past the directory's own check is found, and the
// saved facts tell the same without anybody being asked.
func TestCheckFindsAndReplays(t *testing.T) {
	dc := adtest.Samba(t)
	alice := dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	one, two := dc.AddComputer(adtest.Name("web"), "Machine-1"), dc.AddUser(adtest.Name("svc"), "Service-1")
	spn := "http/" + one.Host
	dc.AddSPN(one.DN, spn)
	dc.PlantSPN(two.DN, spn)
	plain, masked := t.TempDir()+"/facts", t.TempDir()+"/masked"
	code, out, errs := command(t, append([]string{"check", "spn", "--json", "--save-facts", plain}, on(dc, alice)...)...)
	if code != app.ExitFound {
		t.Fatalf("exit %d: %s", code, errs)
	}
	subjects := func(out string) []string {
		var list []string
		for _, f := range decoded[check.Answer](t, out).Findings {
			list = append(list, f.Code+" "+string(f.Verdict)+" "+f.Subject)
		}
		return list
	}
	found := subjects(out)
	if !slices.Contains(found, "spn-duplicate "+string(diag.Duplicate)+" "+spn) {
		t.Errorf("found %q", found)
	}
	code, out, errs = command(t, "check", "spn", "--json", "--facts", plain)
	if again := subjects(out); code != app.ExitFound || !slices.Equal(found, again) {
		t.Errorf("replay: exit %d: %q, was %q: %s", code, again, found, errs)
	}
	code, _, errs = command(t, "check", "spn", "--facts", plain, "--save-facts", masked, "--redact")
	raw, err := os.ReadFile(masked)
	if code != app.ExitFound || err != nil || !strings.Contains(errs, "masked:") {
		t.Fatalf("exit %d, %v: %s", code, err, errs)
	}
	for _, name := range []string{strings.TrimSuffix(one.Name, "$"), two.Name, "corp.test"} {
		if strings.Contains(strings.ToLower(string(raw)), strings.ToLower(name)) {
			t.Errorf("%s is still in the masked facts", name)
		}
	}
	code, out, _ = command(t, "check", "spn", "--json", "--facts", masked)
	if again := subjects(out); code != app.ExitFound || len(again) != len(found) {
		t.Errorf("masked: exit %d: %q, was %q", code, again, found)
	}
	for _, f := range []string{plain, masked} {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f, info.Mode(), err)
		}
	}
}
