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

// Reason is an error of the file system without the path: what the operating system says.
func Reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// New makes a file that must not exist yet, mode 0600, with what write writes: it is there
// whole or not at all, also when the program is killed meanwhile. When the name is taken,
// the error is fs.ErrExist; a symbolic link takes it, wherever it points.
func New(name string, write func(io.Writer) error) error {
	if _, err := os.Lstat(name); err == nil {
		return fs.ErrExist
	}
	return beside(name, write, func(whole string) error {
		err := os.Link(whole, name)
		if err == nil {
			return os.Remove(whole)
		}
		if errors.Is(err, fs.ErrExist) {
			return err
		}
		// A file system without second names: the name is taken, then filled at once.
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Close(), os.Rename(whole, name)); err != nil {
			return errors.Join(err, os.Remove(name))
		}
		return nil
	})
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
	return beside(name, write, func(whole string) error { return os.Rename(whole, name) })
}

// beside writes a file in the directory of name and hands it over when it is whole and
// on the disk; it is removed when anything fails.
func beside(name string, write func(io.Writer) error, put func(whole string) error) error {
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
		err = put(f.Name())
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
