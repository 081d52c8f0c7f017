// Package lab runs an embedded forest on loopback: a directory over LDAP and
// LDAPS, a KDC, a DNS server and a web service, with a scenario's faults in it
// to be found. It is for learning, for demonstrations and for tests; nothing
// in it is a secret and nothing of it leaves the machine.
//
// The rooms below it: store is the database, forest the world that scenarios
// are made of, ldapd, kdc, dnsd, webd, filed and sqld the servers, tcpd what
// accepts connections for some of them, fault the single faults, scenario their
// combinations. Start puts them together.
package lab
