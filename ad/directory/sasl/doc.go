// Package sasl puts the security layer of the GSSAPI and GSS-SPNEGO
// mechanisms (RFC 4752, RFC 4178) under an LDAP connection: the bind steps,
// the negotiation of signing and sealing, and a net.Conn that wraps and
// unwraps every byte afterwards.
//
// It knows no Kerberos: the tokens come from a Context, which whoever holds
// the ticket provides.
package sasl
