// Package engine connects the engine of walks and checks to a session: each kind of
// fact is collected by the login that a walk began with, or read from a file of saved
// facts.
package engine
