// Package diag holds the judging half of the program: facts with their
// sources, checks that read facts and nothing else, and the findings that come
// of them.
//
// It is pure. It does no input or output, knows no protocol library and no
// terminal, and speaks of the outside world only through the types of package
// ad. Facts arrive through a Snapshot, which can be saved, replayed and
// redacted.
package diag
