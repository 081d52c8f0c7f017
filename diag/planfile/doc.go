// Package planfile keeps a plan in a file, so that one person makes it, another
// reviews it and somebody applies it later.
//
// A file holds the changes, the objects that they are about (DN, GUID, SID) with what
// was read of them and when, what they will be afterwards, the commands that do the
// same, and the changes that undo it. It is indented JSON, to be read by people.
// Everything that follows from the changes is computed again when a file is loaded,
// and a file that differs by a byte from what this program would write is refused.
//
// The digest tells one plan from another: it is not a signature, whoever can write
// the file can make a new one. Who reviews a plan passes its digest on.
//
// A plan is about what was read when it was made. Ground reads all of it again and
// says what is different now.
package planfile
