// Package services shows a Kerberos ticket to a service, at each of its
// addresses, and says what the service did with it: the only proof that it
// holds the right key.
package services
