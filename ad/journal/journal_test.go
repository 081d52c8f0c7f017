package journal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/safefile"
)

func change(value string) ad.Change {
	return ad.Change{DN: "CN=web,DC=contoso,DC=lab", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: value}
}

// tempDir is t.TempDir, but for Windows: wine cannot delete what it holds, and would
// fail the test for that.
func tempDir(t *testing.T) string {
	if runtime.GOOS != "windows" {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp("", "journal")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func journal(t *testing.T) (*Journal, string) {
	t.Helper()
	dir := filepath.Join(tempDir(t), "state", "adwalk")
	j, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return j, dir
}

func TestIntentAndOutcomeAreOneEntry(t *testing.T) {
	j, dir := journal(t)
	first, err := j.Begin(t.Context(), Entry{Operator: "alice", Server: "dc1", Change: change("http/a")})
	if err != nil {
		t.Fatal(err)
	}
	second, err := j.Begin(t.Context(), Entry{Operator: "alice", Server: "dc1", Change: change("http/b")})
	if err != nil {
		t.Fatal(err)
	}
	if err := j.End(first, Entry{Result: Done, Before: []string{"x"}, After: []string{"x", "http/a"}}); err != nil {
		t.Fatal(err)
	}
	entries, damaged, err := Read(dir)
	if err != nil || len(damaged) != 0 || len(entries) != 2 {
		t.Fatalf("%+v, %v, %v", entries, damaged, err)
	}
	if a := entries[0]; a.ID != first || a.Result != Done || a.Operator != "alice" || len(a.After) != 2 || a.Finished.IsZero() || a.Host == "" || a.Change.Value != "http/a" {
		t.Errorf("first: %+v", a)
	}
	if b := entries[1]; b.ID != second || b.Result != Unknown {
		t.Errorf("a change whose outcome nobody wrote: %+v", b)
	}
	if got, err := j.Find(second); err != nil || got.Change.Value != "http/b" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := j.Find("nope"); err == nil {
		t.Error("an id that is not there was found")
	}
	for name, want := range map[string]os.FileMode{dir: 0o700, j.Name(): 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want && runtime.GOOS != "windows" {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// A crash leaves half a line; what was written before and after it stays.
func TestDamagedLinesSpoilOnlyThemselves(t *testing.T) {
	j, dir := journal(t)
	if _, err := j.Begin(t.Context(), Entry{Change: change("http/a")}); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(j.Name(), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.WriteString(`{"id":"2026","phase":"inte`)
	f.Close()
	if _, err := j.Begin(t.Context(), Entry{Change: change("http/b")}); err != nil {
		t.Fatal(err)
	}
	f, _ = os.OpenFile(j.Name(), os.O_APPEND|os.O_WRONLY, 0)
	_, _ = f.WriteString("\x00\x00\n[]\n{}\n\n" + strings.Repeat("x", maxLine+10) + "\n")
	f.Close()
	entries, damaged, err := Read(dir)
	if err != nil || len(entries) != 2 || len(damaged) != 5 {
		t.Errorf("%d entries, %d damaged, %v: %v", len(entries), len(damaged), err, damaged)
	}
}

func TestFilesThatAreNotTrusted(t *testing.T) {
	for name, spoil := range map[string]func(dir, file string) error{
		"a link": func(dir, file string) error {
			if err := os.Rename(file, file+".real"); err != nil {
				return err
			}
			return os.Symlink(file+".real", file)
		},
		"writable by others":      func(_, file string) error { return os.Chmod(file, 0o622) },
		"directory for others":    func(dir, _ string) error { return os.Chmod(dir, 0o777) },
		"somebody else's":         func(_, file string) error { return os.Chown(file, 12345, -1) },
		"a directory, not a file": func(_, file string) error { return errors.Join(os.Remove(file), os.Mkdir(file, 0o700)) },
	} {
		t.Run(name, func(t *testing.T) {
			j, dir := journal(t)
			if err := spoil(dir, j.Name()); err != nil {
				if os.Getuid() == 0 {
					t.Fatal(err)
				}
				t.Skip("only root can give a file away:", err)
			}
			_, err := Open(dir)
			var p *ad.Problem
			if !errors.As(err, &p) || p.Kind != ad.ProblemRefused {
				t.Errorf("opened: %v", err)
			}
			if name == "directory for others" {
				return
			}
			if _, err := j.Begin(t.Context(), Entry{}); err == nil {
				t.Error("written to")
			}
		})
	}
}

// Several programs write at once; no line is torn and every id is its own.
func TestWritersAtTheSameTime(t *testing.T) {
	_, dir := journal(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			j, err := Open(dir)
			if err != nil {
				t.Error(err)
				return
			}
			for range 10 {
				id, err := j.Begin(t.Context(), Entry{Change: change(strings.Repeat("long", 2000))})
				if err == nil {
					err = j.End(id, Entry{Result: Done})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	entries, damaged, err := Read(dir)
	if err != nil || len(entries) != 40 || len(damaged) != 0 {
		t.Errorf("%d entries, %d damaged, %v", len(entries), len(damaged), err)
	}
	ids := map[string]bool{}
	for i, e := range entries {
		if e.Result != Done || ids[e.ID] || i > 0 && entries[i-1].Time.After(e.Time) {
			t.Errorf("entry %d: %s of %v %s", i, e.ID, e.Time, e.Result)
		}
		ids[e.ID] = true
	}
}

// A program that sits on the journal does not keep this one waiting for ever.
func TestJournalHeldBySomebodyElse(t *testing.T) {
	j, _ := journal(t)
	other, err := os.OpenFile(j.Name(), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := safefile.Lock(t.Context(), other, time.Second); err != nil {
		t.Fatal(err)
	}
	j.wait = time.Millisecond
	for _, next := range []time.Duration{24 * time.Hour, 24 * time.Hour} { // a plan of many changes waits for the first alone
		if _, err := j.Begin(t.Context(), Entry{Change: change("http/a")}); err == nil || !strings.Contains(err.Error(), "another program") {
			t.Errorf("while it is held: %v", err)
		}
		j.wait = next
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	j.stuck = false
	if _, err := j.Begin(ctx, Entry{Change: change("http/a")}); err == nil || !strings.Contains(err.Error(), "stopped") {
		t.Errorf("cancelled while it is held: %v", err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Begin(t.Context(), Entry{Change: change("http/a")}); err != nil {
		t.Errorf("after it was released: %v", err)
	}
}

func TestNoJournalIsAnEmptyOne(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	entries, damaged, err := Read("")
	if entries != nil || damaged != nil || err != nil {
		t.Errorf("%v, %v, %v", entries, damaged, err)
	}
	if d, err := Dir(); err != nil || d != filepath.Join(os.Getenv("XDG_STATE_HOME"), "adwalk") {
		t.Errorf("%s, %v", d, err)
	}
}

func FuzzParse(f *testing.F) {
	line, _ := json.Marshal(Entry{ID: "1", Phase: Intent, Change: change("http/a")})
	f.Add(line)
	f.Add([]byte("{\"id\":\"1\",\"phase\":\"outcome\"}\n\x00\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := parse(bytes.NewReader(b)); err != nil {
			t.Error(err)
		}
	})
}
