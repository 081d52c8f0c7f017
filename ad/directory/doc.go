// Package directory reads an Active Directory over LDAP: it finds domain
// controllers, connects, protects the connection, binds, searches page by
// page and explains what a server refuses.
//
// Conn implements ad.Directory. Only reading happens here; the one package
// that can change a directory is ad/editor, which borrows the connection.
// Passwords travel under TLS only. Every exchange is recorded in Options.Trace with
// the command that an operator would type.
package directory
