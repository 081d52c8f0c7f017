//go:build unix

package safefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

func openNoFollow(name string, flags int) (*os.File, error) {
	// Without O_NONBLOCK a pipe would keep us waiting for its other end.
	f, err := os.OpenFile(name, flags|syscall.O_NOFOLLOW|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0o600)
	if errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.EMLINK) { // FreeBSD says EMLINK
		return nil, &UnsafeError{name, "it is a symbolic link"}
	}
	return f, err
}

// Source opens a file that is read in passing, such as a configuration: nobody waits for
// it by name. A pipe must have somebody who writes to it, and whatever is no regular
// file must give what it has within the patience.
func Source(name string, patience time.Duration) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Mode()&fs.ModeNamedPipe != 0 && !written(f, patience) {
		err = &UnsafeError{name, "it is a pipe that no program writes to"}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	_ = f.SetReadDeadline(time.Now().Add(patience)) // a file on a disk has none, and needs none
	return f, nil
}

// written waits until somebody has something for the reader of a pipe, or has closed it.
func written(f *os.File, patience time.Duration) bool {
	raw, err := f.SyscallConn()
	if err != nil {
		return false
	}
	n, end := 0, time.Now().Add(patience)
	_ = raw.Control(func(fd uintptr) {
		for {
			left := max(0, int(time.Until(end).Milliseconds()))
			n, err = unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, left)
			if !errors.Is(err, syscall.EINTR) {
				return
			}
		}
	})
	return n > 0
}

// foreign says who else owns the file, or that it has a second name.
func foreign(_ *os.File, info fs.FileInfo) string {
	s, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !ok:
		return "its owner is not known"
	case int(s.Uid) != os.Geteuid():
		return fmt.Sprintf("it belongs to user %d", s.Uid)
	case uint64(s.Nlink) > 1: //nolint:unconvert // the type differs between systems
		return "it has a second name (hard link)"
	}
	return ""
}

func writableByOthers(f *os.File) string {
	info, err := f.Stat()
	if err != nil {
		return err.Error()
	}
	return loose(info)
}

func loose(info fs.FileInfo) string {
	if info.Mode().Perm()&0o022 != 0 {
		return "others may write to it (mode " + info.Mode().Perm().String() + ")"
	}
	return ""
}

func ownerOnly(f *os.File) error { return f.Chmod(0o600) }

// CheckDir returns an *UnsafeError for a directory in which others may replace
// files: a link, somebody else's, or writable by others.
func CheckDir(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	why := loose(info)
	switch s, ok := info.Sys().(*syscall.Stat_t); {
	case info.Mode()&fs.ModeSymlink != 0:
		why = "it is a symbolic link"
	case !info.IsDir():
		why = "it is not a directory"
	case !ok || int(s.Uid) != os.Geteuid():
		why = fmt.Sprintf("it belongs to user %d", s.Uid)
	}
	if why != "" {
		return &UnsafeError{dir, why}
	}
	return nil
}

// SyncDir makes sure that the name of a new file is on disk as well.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
