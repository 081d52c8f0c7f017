// Package names tells which service principal names the clients of a service ask
// for. Clients differ: some ask for the name as it was typed, some for the one that
// DNS calls canonical, some for what the reverse look-up says; some add a port.
//
// A rule is a function of what was typed, of DNS and of the client's krb5.conf, and
// names its source. Rules that could not be tried against the client itself say so.
// The package asks nobody: DNS answers and settings are given to it.
package names
