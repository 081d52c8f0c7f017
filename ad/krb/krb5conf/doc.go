// Package krb5conf reads krb5.conf as MIT's library does: several files, the
// first value of a relation wins, include and includedir, final marks, quoted
// values. What it does not know it skips and notes, so that a file written
// for another library never stops a diagnosis. It may import the standard
// library.
package krb5conf
