// Package library lists the guides, in the order of the start screen. A new
// guide is a package of its own beside this one and a line in All.
package library
