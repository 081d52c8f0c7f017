//go:build darwin || freebsd

package app

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// flushInput drops what was typed on a terminal and not read yet.
func flushInput(in io.Reader) {
	if f, ok := in.(*os.File); ok {
		_ = unix.IoctlSetPointerInt(int(f.Fd()), unix.TIOCFLUSH, 1) // FREAD of sys/fcntl.h
	}
}
