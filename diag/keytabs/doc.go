// Package keytabs judges a keytab: does a service that uses it accept the tickets
// that its clients get? The proof is a fresh ticket: a key of the keytab decrypts it
// or does not. Where none does, what is known of the entries, the account and the
// KDC's salt tells why, and one finding names the cause.
//
// It reads facts that were gathered elsewhere and holds no key.
package keytabs
