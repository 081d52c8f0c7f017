// Package uitest drives the console without a terminal: keys go in, commands
// are drained until nothing is under way, and the view comes out as plain text
// of a fixed size under a frozen clock. No test sleeps.
//
// It also holds a small forest that the console can read, ask and change, and a
// guide that walks through it.
package uitest
