// Package jsontext writes JSON documents that are safe to look at: what a terminal
// would obey or a reader not see is written as an escape.
package jsontext
