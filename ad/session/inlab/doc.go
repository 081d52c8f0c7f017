// Package inlab makes the embedded forest one Environment of a session among
// others: its network, its name service, its krb5.conf, its authority.
package inlab
