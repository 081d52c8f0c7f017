// Package krb speaks Kerberos (RFC 4120, RFC 6806, MS-KILE, MS-SFU) for a
// diagnosis: every request is one exchange on the wire with a KDC that can be
// chosen, nothing is answered from a cache, nothing is written to the
// operator's, and an error of the KDC is a value.
//
// A Client holds one ticket-granting ticket in memory. LoginPassword and
// LoginKeytab get it from a KDC (a password is tried once), FromCache takes it
// from a credential cache. Ask implements ad.TicketAsker; ServiceTicket also
// keeps the ticket, for AP-REQ, GSS and SPNEGO tokens.
//
// Messages and ciphers come from gokrb5; its client, its cache reader and its
// configuration are not used. Keys never appear in errors, logs or printed
// values. The package may import ad, its own sub-packages and gokrb5.
package krb
