// Package journal keeps the record of every change that was attempted: what was
// about to be sent, on disk before it is sent, and the result.
//
// The file holds one JSON object a line and is only appended to. It is readable
// by its owner alone, and holds nothing secret. There are four kinds of line,
// told apart by their phase: a plan (what shall be written, before its first
// change), an intent, an outcome, and what was found later about an intent
// without a known outcome (settled). Members are only ever added to a line, and
// a program that finds a phase it does not know reports that line and reads on.
package journal
