//go:build unix

package safefile

import (
	"errors"
	"os"
	"syscall"
)

// tryLock uses flock(2), which belongs to the open file: two descriptors of one
// program exclude each other as well.
func tryLock(f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EWOULDBLOCK):
			return ErrLocked
		default:
			return err
		}
	}
}
