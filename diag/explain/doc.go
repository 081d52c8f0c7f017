// Package explain starts from the symptom: it takes any pasted text, finds the
// error codes, messages and events in it, and says what each is, what usually
// causes it and which walkthrough leads to the cause, with the values found in
// the paste filled in.
//
// Text is the only entrance. A paste is hostile: it is bounded (MaxText),
// decoded (UTF-8, UTF-16, Windows-1252), stripped of what cannot be seen, and
// only then compared; every value that comes out again is printable and short.
//
// The knowledge is data: a table of entries an area (kerberos.go, windows.go,
// events.go, …), each entry belonging to one cause family (families.go), which
// carries the causes, the next steps and the walkthrough. A new message is a
// line in a table and a line in the tests.
//
// Where no message is known, a thing of Kerberos and what is wrong with it, in one
// sentence, still tell a cause (concepts.go, concept_list.go); it is never more than
// possible. What stands beside a message decides what it means (refine*.go), and what
// a trace or an event states beside its error excludes the causes that it contradicts
// (fields.go).
package explain
