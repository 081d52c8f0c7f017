package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad"
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
	l.file = file // open takes no device
	l.Add("kvno http/one")
	l.Add("kvno http/two")
	if p := ad.AsProblem(l.close(), "", ""); p == nil || !strings.Contains(p.Why, "no space") || p.Do == "" {
		t.Errorf("%+v", p)
	}
	if len(l.Rows()) != 2 {
		t.Errorf("on the screen: %d rows", len(l.Rows()))
	}
	var none CommandLog
	none.Add("kvno http/one")
	if err := none.close(); err != nil {
		t.Error(err)
	}
}

// A name with a line break forges no line of the log file: what follows it stands
// behind a tab.
func TestLogFileLinesAreNotForged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	var l CommandLog
	if err := l.open(path); err != nil {
		t.Fatal(err)
	}
	l.Add("ldapsearch -b 'CN=x\n2026-01-01T00:00:00Z ldapmodify'")
	if err := l.close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(b), "\n2026-01-01") {
		t.Errorf("%q, %v", b, err)
	}
}
