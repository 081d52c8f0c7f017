//go:build !windows

package editor

import (
	"errors"
	"os"
	"syscall"
)

// running says whether another process of that number is there.
func running(pid int) bool {
	if pid <= 0 || pid == os.Getpid() {
		return false
	}
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
