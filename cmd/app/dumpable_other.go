//go:build !linux

package app

// notDumpable does nothing where a program cannot forbid a core dump of itself.
func notDumpable() {}
