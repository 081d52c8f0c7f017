package cli

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// onPTY starts this program, which the test binary is under that name, on a
// terminal of its own that answers nothing.
func onPTY(t *testing.T, env []string, args ...string) (*exec.Cmd, *os.File) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "adwalk")
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Args[0] = "adwalk"
	cmd.Env = append(append(os.Environ(), "TERM=xterm-256color", "TESTSCRIPT_COMMAND=adwalk"), env...)
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return cmd, f
}

// TestSilentTerminal holds the program against a terminal that never answers a
// question about its colours, as expect, scripts and CI have: the answer must
// be there long before anybody's five seconds of waiting are over.
func TestSilentTerminal(t *testing.T) {
	cmd, f := onPTY(t, nil, "--version")
	start := time.Now()
	out, _ := io.ReadAll(f) // a pty's end is an error on Linux
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if strings.Contains(string(out), "\x1b") {
		t.Errorf("the terminal was asked something: %q", out)
	}
	if !strings.Contains(string(out), "adwalk 0.") {
		t.Errorf("no version in %q", out)
	}
	if d := time.Since(start); d > 3*time.Second {
		t.Errorf("took %v: the terminal was waited for", d)
	}
}

// A session that breaks off leaves nothing behind: the terminal goes away, and
// the console with its lab ends as if it had been told to.
func TestTerminalThatGoesAway(t *testing.T) {
	tmp := t.TempDir()
	cmd, f := onPTY(t, []string{"TMPDIR=" + tmp}, "--lab")
	left := func() []string {
		list, err := filepath.Glob(filepath.Join(tmp, "adwalk-lab-*"))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	seen := ""
	for b := make([]byte, 4096); !strings.Contains(seen, "Walk me through"); {
		n, err := f.Read(b)
		if err != nil {
			t.Fatalf("%v after %q", err, seen)
		}
		seen += string(b[:n])
	}
	for deadline := time.Now().Add(20 * time.Second); len(left()) == 0 && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond) // until the lab behind the first screen is there
	}
	if len(left()) != 1 {
		t.Fatal("the lab did not start")
	}
	f.Close()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		_ = cmd.Process.Kill()
		t.Fatal("the console went on without a terminal")
	}
	if list := left(); len(list) > 0 {
		t.Errorf("left behind: %q", list)
	}
}
