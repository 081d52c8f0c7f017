package journal

import (
	"errors"
	"os"
	"syscall"
)

// keepSize lets a file have room behind its end (fallocate(2)).
const keepSize = 1

// reserve sets room aside behind the end of a file: a disk that is full shall
// say so before a change is sent, not when its outcome is to be recorded.
// File systems that cannot reserve go without.
func reserve(f *os.File, n int64) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	err = syscall.Fallocate(int(f.Fd()), keepSize, info.Size(), n)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG) {
		return err
	}
	return nil
}
