package safefile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// UnsafeError says why a file or directory is not used.
type UnsafeError struct{ Name, Why string }

func (e *UnsafeError) Error() string { return e.Name + ": " + e.Why }

// New creates a file that must not exist yet, mode 0600. When it does, the error
// is fs.ErrExist; a symbolic link counts as existing, wherever it points.
func New(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

// Replace puts what write writes in place of a file, which need not exist: a reader sees
// the old one or the new one whole, and when the disk is full the old one stays. The
// mode is 0600 afterwards. The error may be an *UnsafeError.
func Replace(name string, write func(io.Writer) error) error {
	old, err := private(name, os.O_WRONLY)
	if err == nil {
		err = old.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".adwalk-*") // 0600
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// Append opens a file to write at its end; it is created when it does not exist. The
// mode is 0600 afterwards. The error may be an *UnsafeError.
func Append(name string) (*os.File, error) {
	return private(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY)
}

// Open opens a file with the flags of os.OpenFile, but neither through a link
// nor when somebody else owns it or may write to it.
func Open(name string, flags int) (*os.File, error) {
	f, err := openNoFollow(name, flags)
	if err != nil {
		return nil, err
	}
	why := distrust(f)
	if why == "" {
		why = writableByOthers(f)
	}
	if why != "" {
		return nil, errors.Join(&UnsafeError{name, why}, f.Close())
	}
	return f, nil
}

// private opens a file of the user's own and takes everybody else's rights away.
func private(name string, flags int) (*os.File, error) {
	f, err := openNoFollow(name, flags)
	if err != nil {
		return nil, err
	}
	if why := distrust(f); why != "" {
		return nil, errors.Join(&UnsafeError{name, why}, f.Close())
	}
	if err := ownerOnly(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// distrust says why an open file is not used, "" when it may be.
func distrust(f *os.File) string {
	info, err := f.Stat()
	switch {
	case err != nil:
		return err.Error()
	case info.Mode()&fs.ModeSymlink != 0:
		return "it is a symbolic link"
	case !info.Mode().IsRegular():
		return "it is not a regular file"
	}
	return foreign(f, info)
}
