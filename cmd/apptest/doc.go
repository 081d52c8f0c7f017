// Package apptest helps tests of commands: a session on a forest of their own.
package apptest
