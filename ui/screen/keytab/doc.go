// Package keytab shows whether the keys in a keytab open what the KDC issues for its
// services, entry by entry, how to make the right one, and logs in with it once when
// the operator agrees.
package keytab
