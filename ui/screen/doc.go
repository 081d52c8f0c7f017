// Package screen says what a screen of the console is: bindings with their
// effect, actions that it returns to the root model, and the plain types that
// screens show. Each screen lives in a package below.
//
// A screen never waits, never touches the network and never sends itself a
// message: it returns an action that carries a task, and takes the task's
// result later.
package screen
