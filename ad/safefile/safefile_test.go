//go:build unix

package safefile_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"adwalk/ad/safefile"
)

func write(t *testing.T, name, text string, mode os.FileMode) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, mode); err != nil { // whatever the umask is
		t.Fatal(err)
	}
	return name
}

// What is at a name and is no plain file of one's own is neither followed nor
// emptied, and the error says why.
func TestNothingOfOthersIsWrittenTo(t *testing.T) {
	dir := t.TempDir()
	victim := write(t, filepath.Join(dir, "victim"), "keep", 0o600)
	linked := write(t, filepath.Join(dir, "linked"), "keep", 0o600) // with one name: nothing but the link is wrong
	link, hard, pipe := filepath.Join(dir, "link"), filepath.Join(dir, "hard"), filepath.Join(dir, "pipe")
	if err := errors.Join(os.Symlink(linked, link), syscall.Mkfifo(pipe, 0o600)); err != nil {
		t.Fatal(err)
	}
	names := []string{link, pipe, dir}
	if err := os.Link(victim, hard); err == nil {
		names = append(names, hard)
	}
	if os.Geteuid() == 0 {
		foreign := write(t, filepath.Join(dir, "foreign"), "keep", 0o600)
		if err := os.Chown(foreign, 65534, 65534); err != nil {
			t.Fatal(err)
		}
		names = append(names, foreign)
	}
	for _, name := range names {
		for what, open := range map[string]func(string) (*os.File, error){"replace": func(n string) (*os.File, error) {
			return nil, safefile.Replace(n, func(io.Writer) error { return nil })
		}, "append": safefile.Append,
			"open": func(n string) (*os.File, error) { return safefile.Open(n, os.O_RDWR) }, "new": func(n string) (*os.File, error) {
				return nil, safefile.New(n, func(io.Writer) error { return nil })
			}} {
			f, err := open(name)
			if err == nil {
				_ = f.Close()
				t.Errorf("%s %s: it was opened", what, filepath.Base(name))
			} else if err.Error() == "" {
				t.Errorf("%s %s: no reason", what, filepath.Base(name))
			}
		}
	}
	for _, name := range []string{victim, linked} {
		if b, err := os.ReadFile(name); err != nil || string(b) != "keep" {
			t.Errorf("%s holds %q, %v", filepath.Base(name), b, err)
		}
	}
}

// A file that was there with more rights is the owner's alone afterwards; a new
// name is never one that exists.
func TestFilesAreTheOwnersAlone(t *testing.T) {
	dir := t.TempDir()
	loose := write(t, filepath.Join(dir, "loose"), "old", 0o666)
	if _, err := safefile.Open(loose, os.O_RDWR); err == nil {
		t.Error("a file that others may write to was trusted")
	}
	f, err := safefile.Append(loose)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("+new")
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(loose); string(b) != "old+new" {
		t.Errorf("appended: %q", b)
	}
	if err := safefile.Replace(loose, func(io.Writer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(loose); err != nil || info.Mode().Perm() != 0o600 || info.Size() != 0 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := safefile.New(loose, func(io.Writer) error { return nil }); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v", err)
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	var unsafe *safefile.UnsafeError
	if err := safefile.CheckDir(dir); !errors.As(err, &unsafe) || unsafe.Why == "" {
		t.Errorf("a directory that others may write to: %v", err)
	}
	if err := safefile.CheckDir(loose); !errors.As(err, &unsafe) {
		t.Errorf("a file in place of a directory: %v", err)
	}
}

// What could not be written whole is not there at all, and what was there before stays.
func TestHalfAFileReplacesNothing(t *testing.T) {
	dir := t.TempDir()
	full := errors.New("no space left")
	half := func(w io.Writer) error {
		_, err := io.WriteString(w, "half")
		return errors.Join(err, full)
	}
	old := write(t, filepath.Join(dir, "old"), "keep", 0o600)
	for _, name := range []string{old, filepath.Join(dir, "new")} {
		if err := safefile.Replace(name, half); !errors.Is(err, full) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if b, err := os.ReadFile(old); err != nil || string(b) != "keep" {
		t.Errorf("%q, %v", b, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}

// A lock keeps a second holder out until the first closes its file, and waiting
// ends with the context.
func TestALockHasOneHolder(t *testing.T) {
	name := write(t, filepath.Join(t.TempDir(), "lock"), "", 0o600)
	first, err := safefile.Open(name, os.O_RDWR)
	if err != nil {
		t.Fatal(err)
	}
	second, err := safefile.Open(name, os.O_RDWR)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if err := safefile.Lock(t.Context(), first, 0); err != nil {
		t.Fatal(err)
	}
	if err := safefile.Lock(t.Context(), second, 0); !errors.Is(err, safefile.ErrLocked) {
		t.Errorf("two holders: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := safefile.Lock(ctx, second, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting did not end: %v", err)
	}
	released := make(chan error)
	go func() { released <- safefile.Lock(t.Context(), second, time.Hour) }()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-released; err != nil {
		t.Errorf("after the first holder: %v", err)
	}
}

// A file is there whole or not at all: whoever looks while it is written sees no name,
// and after a failure nothing is left.
func TestAFileIsThereWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "report")
	for what, put := range map[string]func(string, func(io.Writer) error) error{"new": safefile.New, "replace": safefile.Replace} {
		_ = os.Remove(name)
		err := put(name, func(w io.Writer) error {
			if _, err := io.WriteString(w, "half "); err != nil {
				return err
			}
			if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: the name is there before the file is whole: %v", what, err)
			}
			_, err := io.WriteString(w, "whole")
			return err
		})
		if b, rerr := os.ReadFile(name); err != nil || rerr != nil || string(b) != "half whole" {
			t.Errorf("%s: %q, %v, %v", what, b, err, rerr)
		}
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", what, info, err)
		}
		_ = os.Remove(name)
		full := errors.New("the disk is full")
		if err := put(name, func(io.Writer) error { return full }); !errors.Is(err, full) {
			t.Errorf("%s: %v", what, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
			t.Errorf("%s left %v, %v", what, left, err)
		}
	}
}
