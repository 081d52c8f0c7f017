// Package pattern holds regular expressions that are compiled when they are
// first used: most runs of the program read no paste and explain no text, and
// should not wait for what only those need.
//
// It may import the standard library only.
package pattern
