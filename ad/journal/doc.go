// Package journal keeps the record of every change that was tried: what was
// about to be sent, on disk before it is sent, and what came of it.
//
// The file holds one JSON object a line and is only ever appended to. It is
// readable by its owner alone. Nothing secret goes into it.
package journal
