package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"adwalk/ad"
)

// Dir is where the journal lies: $XDG_STATE_HOME/adwalk, by default
// ~/.local/state/adwalk.
func Dir() (string, error) {
	if d := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(d) { // the XDG specification wants relative ones ignored
		return filepath.Join(d, "adwalk"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", &ad.Problem{Kind: ad.ProblemUsage, What: "there is no place for the journal", Why: err.Error(), Do: "set XDG_STATE_HOME", Err: err}
	}
	return filepath.Join(home, ".local", "state", "adwalk"), nil
}

// path is the file in a directory; "" means Dir.
func path(dir string) (string, error) {
	if dir == "" {
		var err error
		if dir, err = Dir(); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, "journal.jsonl"), nil
}

// open opens the file without following a symbolic link and refuses one that
// somebody else owns or may write.
func open(name string, flags int) (*os.File, error) {
	f, err := os.OpenFile(name, flags|syscall.O_NOFOLLOW|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0o600)
	if err != nil {
		if errors.Is(err, syscall.ELOOP) {
			return nil, unsafe(name, "it is a symbolic link")
		}
		return nil, err
	}
	if why := distrust(f); why != "" {
		_ = f.Close()
		return nil, unsafe(name, why)
	}
	return f, nil
}

// distrust says why a file is not used, "" when it is fine.
func distrust(f *os.File) string {
	info, err := f.Stat()
	if err != nil {
		return err.Error()
	}
	if !info.Mode().IsRegular() {
		return "it is not a regular file"
	}
	if s, ok := info.Sys().(*syscall.Stat_t); ok && int(s.Uid) != os.Geteuid() {
		return fmt.Sprintf("it belongs to user %d", s.Uid)
	}
	if info.Mode().Perm()&0o022 != 0 {
		return "others may write to it (mode " + info.Mode().Perm().String() + ")"
	}
	return ""
}

// distrustDir is distrust for the directory the file lies in.
func distrustDir(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	why := ""
	switch s, ok := info.Sys().(*syscall.Stat_t); {
	case info.Mode()&fs.ModeSymlink != 0:
		why = "it is a symbolic link"
	case !info.IsDir():
		why = "it is not a directory"
	case ok && int(s.Uid) != os.Geteuid():
		why = fmt.Sprintf("it belongs to user %d", s.Uid)
	case info.Mode().Perm()&0o022 != 0:
		why = "others may write to it (mode " + info.Mode().Perm().String() + ")"
	}
	if why != "" {
		return unsafe(dir, why)
	}
	return nil
}

func unsafe(name, why string) error {
	return &ad.Problem{Kind: ad.ProblemRefused, What: "the journal cannot be trusted at " + name, Why: why,
		Do: "move it away or correct its owner and mode; without a journal nothing is written"}
}
