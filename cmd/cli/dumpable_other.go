//go:build !linux

package cli

// notDumpable does nothing where a program cannot forbid a core dump of itself.
func notDumpable() {}
