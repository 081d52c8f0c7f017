// Package log shows every query and every write as the command that an
// operator would have typed.
package log
