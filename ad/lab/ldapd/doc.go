// Package ldapd puts a store.Tree on the wire as a domain controller's LDAP
// service does: plain with StartTLS, TLS from the start, and the global
// catalogue (RFC 4511, RFC 2696, MS-ADTS 3.1.1.3).
//
// It speaks BER itself instead of using gldap: a bind must see the state of
// the connection, results need matched names and controls, the paging control
// has to be answered, and SASL and TLS have to change the connection under the
// reader. All of that is private in gldap 0.1.14.
package ldapd
