// Package keytab reads keytab files, version 1 and 2, deleted slots included,
// from bytes that nobody vouches for. It never writes one, and keys never
// appear in a printed form. It may import the standard library.
package keytab
