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
package explain
