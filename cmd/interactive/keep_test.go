package interactive

import (
	"os"
	"path/filepath"
	"testing"
)

// A session is kept for its owner alone, by forest, and deleted on request.
func TestASessionIsKeptByForest(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	if p := KeepSession("contoso.com", []byte("one")); p != nil {
		t.Fatal(p)
	}
	if p := KeepSession("../../etc/passwd", []byte("two")); p != nil {
		t.Fatal(p)
	}
	if got := string(KeptSession("CONTOSO.com")); got != "one" {
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
	if p := KeepSession("contoso.com", nil); p != nil || KeptSession("contoso.com") != nil {
		t.Errorf("not deleted: %v", p)
	}
}

// A session that somebody else could have left is not taken up.
func TestAForeignSessionIsLeftAlone(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_STATE_HOME", home)
	if p := KeepSession("contoso.com", []byte("one")); p != nil {
		t.Fatal(p)
	}
	dir := filepath.Join(home, "adwalk")
	path := filepath.Join(dir, "console-contoso.com.json")
	unused := func(why string) {
		t.Helper()
		if got := KeptSession("contoso.com"); got != nil {
			t.Errorf("%s: %q", why, got)
		}
	}
	_ = os.Chmod(path, 0o666)
	unused("others may write to it")
	_ = os.Chmod(path, 0o600)
	_ = os.Chmod(dir, 0o777)
	unused("others may replace it")
	_ = os.Chmod(dir, 0o700)
	if KeptSession("contoso.com") == nil {
		t.Error("the operator's own is not taken up")
	}
	_ = os.Rename(path, path+".real")
	_ = os.Symlink(path+".real", path)
	unused("it is a link")
}
