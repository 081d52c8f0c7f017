// Package ad is the vocabulary of the house: service principal names,
// accounts, encryption types, tickets, KDC errors, directory entries, changes
// and the small interfaces through which everything else reads and writes.
//
// It imports the standard library only, does no input or output and knows no
// protocol library. Packages below it (directory, krb, editor, lab) implement
// its interfaces; diag and ui consume them.
package ad
