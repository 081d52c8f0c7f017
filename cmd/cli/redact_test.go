//go:build !auditor

package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/cmd/walks"
	"adwalk/diag/guide/library"
)

// Masked facts of every guide tell the same as the facts that they were made from,
// and name nobody of the forest.
func TestMaskedFactsTellTheSame(t *testing.T) {
	if testing.Short() || racing {
		t.Skip("walks every guide twice; .ci/diagnosis runs it without the race detector")
	}
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	told := func(args ...string) []string {
		_, out, errs := command(t, append(args, "--json")...)
		var a struct {
			Steps    []walks.StepAnswer
			Findings []struct{ Code, Verdict string }
		}
		if err := json.Unmarshal([]byte(out), &a); err != nil {
			t.Fatalf("%q: %v\n%s", args, err, errs)
		}
		var said []string
		for _, s := range a.Steps {
			said = append(said, s.ID+" "+string(s.Status))
		}
		var found []string
		for _, f := range a.Findings {
			found = append(found, f.Code+" "+f.Verdict)
		}
		slices.Sort(found)
		return append(said, found...)
	}
	for _, g := range library.All() {
		masked := filepath.Join(t.TempDir(), "facts")
		want := told("walk", g.ID, "--lab", "--save-facts", masked, "--redact")
		if got := told("walk", g.ID, "--facts", masked); !slices.Equal(got, want) {
			t.Errorf("%s: masked facts tell\n%s\ninstead of\n%s", g.ID, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		b, err := os.ReadFile(masked)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"contoso", "alice", "casarray", "cas1", "dc1", "web1", "svc-"} {
			if bytes.Contains(bytes.ToLower(b), []byte(name)) {
				t.Errorf("%s: %q is still in the masked facts", g.ID, name)
			}
		}
	}
}
