package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
	"adwalk/diag/planfile"
)

// One login makes a plan, another applies it; a plan whose ground has moved in between
// is refused with what changed, and so is a file that somebody edited.
func TestPlanMadeByOneLoginAppliedByAnother(t *testing.T) {
	f := newForest(t)
	dir := t.TempDir()
	reader := f.dc.AddUser(adtest.Name("reader"), "Read-only-1")
	by := func(user, password string, args ...string) (int, string, string) {
		return command(t, append(args, "--server", f.dc.LDAPS, "--realm", f.dc.Realm, "--kdc", f.dc.KDC, "--ca-file", f.dc.CAFile,
			"--user", user+"@"+f.dc.Realm, "--password-file", f.dc.PasswordFile(password))...)
	}
	file := filepath.Join(dir, "array.json")
	plan := func(file string) planfile.File {
		t.Helper()
		code, out, errs := by(reader.Name, reader.Password, "plan", "cas-array", "--set", "array="+f.array, "--set", "asa="+f.asa.Name, "--read-only", "--json", "--reason", "CHG-1", "--output", file)
		if code != app.ExitOK {
			t.Fatalf("exit %d: %s %s", code, out, errs)
		}
		var made planfile.File
		if err := json.Unmarshal([]byte(out), &made); err != nil {
			t.Fatal(err)
		}
		return made
	}
	made := plan(file)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if made.Made.By == "" || !strings.Contains(strings.ToLower(made.Made.By), strings.ToLower(reader.Name)) || made.Made.Reason != "CHG-1" || made.Guide != "cas-array" || len(made.Objects) == 0 || made.Objects[0].GUID == "" || made.Objects[0].SID == "" || len(made.Undo) != len(made.Changes) {
		t.Fatalf("%+v", made)
	}
	before := f.dc.Attr(f.asa.DN, "servicePrincipalName")

	// A third tool changes one of the objects in between.
	f.dc.AddSPN(f.asa.DN, "exchangeAB/"+f.array)
	code, out, errs := by(f.alice.Name, f.alice.Password, "apply", file, "--yes")
	if code != app.ExitRefused || !strings.Contains(errs, "has exchangeAB/"+f.array+" now") || !strings.Contains(errs, "was on no account, and is on "+f.asa.DN) {
		t.Fatalf("a plan whose ground moved: exit %d: %s %s", code, out, errs)
	}
	if code, _, errs := by(f.alice.Name, f.alice.Password, "apply", file, "--dry-run"); code != app.ExitRefused || !strings.Contains(errs, "has changed since") {
		t.Errorf("dry run: exit %d: %s", code, errs)
	}

	second := filepath.Join(dir, "second.json")
	made = plan(second)
	// An edited file.
	text, err := os.ReadFile(second)
	if err != nil {
		t.Fatal(err)
	}
	forged := filepath.Join(dir, "forged.json")
	if err := os.WriteFile(forged, []byte(strings.ReplaceAll(string(text), "exchangeMDB/"+f.short, "exchangeMDB/evil")), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := by(f.alice.Name, f.alice.Password, "apply", forged, "--yes"); code != app.ExitRefused || !strings.Contains(errs, "does not fit its digest") {
		t.Errorf("a forged plan: exit %d: %s", code, errs)
	}
	if code, _, errs := by(f.alice.Name, f.alice.Password, "apply", second, "--yes", "--digest", "sha256:00"); code != app.ExitRefused || !strings.Contains(errs, "digest") {
		t.Errorf("another digest: exit %d: %s", code, errs)
	}
	if code, _, errs := by(f.alice.Name, f.alice.Password, "apply", second); code != app.ExitRefused || !strings.Contains(errs, "not confirmed") {
		t.Errorf("not confirmed: exit %d: %s", code, errs)
	}
	if code, _, errs := by(f.alice.Name, f.alice.Password, "apply", second, "--yes", "--read-only"); code != app.ExitRefused || !strings.Contains(errs, "read-only") {
		t.Errorf("read-only: exit %d: %s", code, errs)
	}
	code, out, errs = by(f.alice.Name, f.alice.Password, "apply", second, "--yes", "--digest", made.Digest)
	if code != app.ExitOK && !strings.Contains(errs, "encryption types") || !strings.Contains(out, "written") {
		t.Fatalf("exit %d: %s %s", code, out, errs)
	}
	for _, o := range made.Objects {
		for _, a := range o.Attributes {
			now := f.dc.Attr(o.DN, a.Name)
			want := slices.Clone(a.After)
			slices.Sort(now)
			slices.Sort(want)
			if strings.EqualFold(a.Name, "servicePrincipalName") && !slices.Equal(now, want) {
				t.Errorf("%s of %s: %q, planned %q", a.Name, o.DN, now, want)
			}
		}
	}
	if code, _, errs := by(f.alice.Name, f.alice.Password, "apply", second, "--yes"); code != app.ExitRefused || !strings.Contains(errs, "has changed since") {
		t.Errorf("applied twice: exit %d: %s", code, errs)
	}
	_, out, _ = command(t, "journal", "--json")
	var entries []struct{ Plan, Result string }
	if err := json.Unmarshal([]byte(out), &entries); err != nil || len(entries) == 0 {
		t.Fatalf("%v: %s", err, out)
	}
	if code, _, errs := by(f.alice.Name, f.alice.Password, "journal", "--undo", entries[0].Plan, "--yes"); code != app.ExitOK {
		t.Errorf("undo: exit %d: %s", code, errs)
	}
	now := f.dc.Attr(f.asa.DN, "servicePrincipalName")
	before = append(before, "exchangeAB/"+f.array)
	slices.Sort(now)
	slices.Sort(before)
	if !slices.Equal(now, before) {
		t.Errorf("after the undo %q, want %q", now, before)
	}
}
