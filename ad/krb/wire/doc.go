// Package wire finds the KDCs of a realm and carries one request to them and
// one reply back (RFC 4120 7.2): TCP with its length prefix, UDP for those who
// want it, every wait bounded and ended by its context. A KDC that is down or
// talks nonsense is passed over and remembered for a while.
//
// It knows frames and DER's outermost length, and nothing of what is inside.
// It may import ad/krb/krb5conf, ad/trace and the standard library.
package wire
