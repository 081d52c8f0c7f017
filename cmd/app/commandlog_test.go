package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/trace"
)

// A log file that misses lines is not passed off as complete.
func TestLogFileThatMissesLines(t *testing.T) {
	const full = "/dev/full"
	if _, err := os.Stat(full); err != nil {
		t.Skip(full + " is missing here")
	}
	var l CommandLog
	file, err := os.OpenFile(full, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	l.appendTo(file) // open takes no device
	l.Begin(trace.Event{Command: "kvno http/one"}).End(nil)
	l.Begin(trace.Event{Command: "kvno http/two"}).End(nil)
	if p := ad.AsProblem(l.Close(), "", ""); p == nil || !strings.Contains(p.Why, "no space") || p.Do == "" {
		t.Errorf("%+v", p)
	}
	if len(l.Events()) != 2 {
		t.Errorf("on the screen: %d rows", len(l.Events()))
	}
	var none CommandLog
	none.Begin(trace.Event{Command: "kvno http/one"}).End(nil)
	if err := none.Close(); err != nil {
		t.Error(err)
	}
}

// A name with a line break forges no line of the log file: what follows it stands
// behind a tab.
func TestLogFileLinesAreNotForged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	var l CommandLog
	if err := l.Open(path); err != nil {
		t.Fatal(err)
	}
	l.Begin(trace.Event{Command: "ldapsearch -b 'CN=x\n2026-01-01T00:00:00Z ldapmodify'"}).EndAs("no such\n2026-01-01T00:00:00Z kinit root")
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(b), "\n2026-01-01") {
		t.Errorf("%q, %v", b, err)
	}
}
