// Package app is what every command stands on: the Session of one run with its
// streams, its options and where each option comes from; the connections, which are
// made when a command first asks for them; the editor and the refusals before it; the
// embedded forest; restricted mode; exit codes, and how errors and JSON are printed.
//
// Nothing here knows a command. Packages beside this one import it, never the other
// way round.
package app
