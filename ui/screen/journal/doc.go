// Package journal lists what was written to the directory, and takes single
// writes back.
package journal
