// Package keytabcheck is adwalk keytab: whether the keys in a file open what the KDC
// issues for a service, and whether the service's user can read them.
package keytabcheck
