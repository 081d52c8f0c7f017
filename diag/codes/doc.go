// Package codes is the one table of the errors that Kerberos, LDAP, SSPI, GSSAPI,
// Windows and Exchange report: each once, with its name, its numbers, the texts
// that give it away, what it means in which exchange, the verdict that follows,
// the usual causes and the next steps.
//
// Checks, commands, screens and package explain read it, so that the same error
// means the same everywhere. It is data: it asks nobody and judges nothing but
// the error itself.
//
// Sources: RFC 4120 7.5.9 and its extensions (RFC 4556, 6113, 6806), MIT's
// krb5_err.et, RFC 4511 4.1.9, RFC 2743 1.2.1, MS-ERREF, MS-KILE, winerror.h, and
// the published descriptions of the Windows events.
package codes
