package cli

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// TestSilentTerminal holds the program against a terminal that never answers a
// question about its colours, as expect, scripts and CI have: the answer must
// be there long before anybody's five seconds of waiting are over.
func TestSilentTerminal(t *testing.T) {
	cmd := exec.Command(os.Args[0], "--version")
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "TESTSCRIPT_COMMAND=adwalk")
	cmd.Args[0] = "adwalk"
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(self, dir+"/adwalk"); err != nil {
		t.Fatal(err)
	}
	cmd.Path = dir + "/adwalk"
	f, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	start := time.Now()
	out, _ := io.ReadAll(f) // a pty's end is an error on Linux
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if strings.Contains(string(out), "\x1b") {
		t.Errorf("the terminal was asked something: %q", out)
	}
	if !strings.Contains(string(out), "adwalk version") {
		t.Errorf("no version in %q", out)
	}
	if d := time.Since(start); d > 3*time.Second {
		t.Errorf("took %v: the terminal was waited for", d)
	}
}
