// Package clientnames is adwalk names: the names that each kind of client asks a
// ticket for, from krb5.conf and DNS, and who owns them.
package clientnames
