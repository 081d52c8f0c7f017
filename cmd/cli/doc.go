// Package cli is the command line: one file a command (options, then run), the
// lazy wiring of everything below it, exit codes and streams.
//
// Commands say what they need of a Session; a connection is made when the
// first command asks for it, and closed at the end.
package cli
