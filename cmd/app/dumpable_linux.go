package app

import "golang.org/x/sys/unix"

// notDumpable keeps the memory of a program that holds a password out of core dumps
// and away from other programs of the same user (prctl(2), PR_SET_DUMPABLE).
func notDumpable() { _ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) }
