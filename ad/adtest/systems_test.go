package adtest_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// ofOneSystem are file names that Go builds for one system or architecture only.
var ofOneSystem = regexp.MustCompile(`^(.+)_(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|386|amd64|arm|arm64|riscv64|wasm)\.go$`)

// A file whose name makes it one system's has a counterpart for the others: what it
// defines is missing there otherwise, and the program builds on one system only.
func TestFilesOfOneSystemHaveACounterpart(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		m := ofOneSystem.FindStringSubmatch(d.Name())
		if m == nil {
			return nil
		}
		twins, err := filepath.Glob(filepath.Join(filepath.Dir(path), m[1]+"_*.go"))
		if err == nil && len(twins) < 2 {
			if _, plain := os.Stat(filepath.Join(filepath.Dir(path), m[1]+".go")); plain != nil {
				t.Errorf("%s is built for one system only, and nothing stands for it on the others", path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
