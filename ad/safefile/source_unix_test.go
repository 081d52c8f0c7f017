//go:build unix

package safefile_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"adwalk/ad/safefile"
)

// A pipe that nobody writes to is refused, one that somebody holds without a word too,
// and one that gives something is read.
func TestSourcesThatGiveNothing(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := safefile.Source(name, 10*time.Millisecond); err == nil || !strings.Contains(err.Error(), "no program writes") {
		t.Errorf("nobody: %v", err)
	}
	held, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := safefile.Source(name, 10*time.Millisecond); err == nil || !strings.Contains(err.Error(), "no program writes") {
		t.Errorf("silent: %v", err)
	}
	if _, err := held.WriteString("half a line"); err != nil {
		t.Fatal(err)
	}
	f, err := safefile.Source(name, 50*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f); err == nil || string(b) != "half a line" { // it is never closed: the patience ends it
		t.Errorf("%q, %v", b, err)
	}
	if _, err := safefile.Source("/dev/null", 0); err != nil {
		t.Errorf("/dev/null: %v", err)
	}
}
