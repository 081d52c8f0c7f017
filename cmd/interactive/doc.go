// Package interactive is the console as a command: what package ui needs of a session
// (logins, connections, moves to other domain controllers, the journal, what is kept
// between two sessions of a forest), and the console in plain lines.
package interactive
