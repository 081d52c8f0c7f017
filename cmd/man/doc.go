//go:build man

// Command man writes the manual pages of adwalk into a directory. It is run when a
// release is made, and is no part of the program.
package main
