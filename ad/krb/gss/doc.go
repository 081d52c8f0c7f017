// Package gss is the initiator's side of the Kerberos GSS-API mechanism: it
// opens a security context with a ticket and protects messages with it, by
// RFC 4121 for AES and by RFC 4757 for RC4.
//
// It lends an operator's login to a SASL bind (ad/directory/sasl) and keeps
// every key to itself. Tokens that arrive are foreign: bounded, checked in
// sequence, and never trusted before their checksum was.
package gss
