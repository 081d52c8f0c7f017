package cli

import (
	"os"
	"path/filepath"
	"testing"

	"adwalk/ad/lab"
)

// labForest is a lab that outlives single commands, and how to connect to it.
type labForest struct {
	*lab.Lab
	connect []string
}

// newLabForest starts a scenario and returns how its accounts with the role log in:
// operator, auditor or user. The journal lies in a directory of its own.
func newLabForest(t testing.TB, scenario, role string, faults ...func(*lab.Options)) labForest {
	t.Helper()
	o := lab.Options{Scenario: scenario}
	for _, f := range faults {
		f(&o)
	}
	l, err := lab.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	f := labForest{Lab: l}
	f.connect = f.as(t, role)
	return f
}

// as is how an account of the role logs in.
func (f labForest) as(t testing.TB, role string) []string {
	t.Helper()
	for _, a := range f.Accounts() {
		if a.Role != role {
			continue
		}
		file := filepath.Join(t.TempDir(), "password")
		if err := os.WriteFile(file, []byte(a.Password+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return []string{"--server", f.LDAPSURL(), "--realm", f.Realm(), "--kdc", f.KDCAddr(), "--ca-file", f.CAFile(), "--user", a.Name + "@" + f.Realm(), "--password-file", file}
	}
	t.Fatalf("the lab has no %s", role)
	return nil
}

func (f labForest) run(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	return command(t, append(args, f.connect...)...)
}
