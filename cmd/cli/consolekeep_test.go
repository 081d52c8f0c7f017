package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// A session is kept for its owner alone, by forest, and deleted on request.
func TestASessionIsKeptByForest(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	if p := keepSession("contoso.com", []byte("one")); p != nil {
		t.Fatal(p)
	}
	if p := keepSession("../../etc/passwd", []byte("two")); p != nil {
		t.Fatal(p)
	}
	if got := string(keptSession("CONTOSO.com")); got != "one" {
		t.Errorf("kept %q", got)
	}
	files, _ := filepath.Glob(filepath.Join(os.Getenv("XDG_STATE_HOME"), "adwalk", "*"))
	if len(files) != 2 {
		t.Errorf("files %q", files)
	}
	for _, f := range files {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", f, info.Mode())
		}
	}
	if p := keepSession("contoso.com", nil); p != nil || keptSession("contoso.com") != nil {
		t.Errorf("not deleted: %v", p)
	}
}
