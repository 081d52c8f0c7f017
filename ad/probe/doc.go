// Package probe asks services whether they take a Kerberos ticket: web servers
// by HTTP Negotiate, directories by a SASL bind, mail servers by AUTH GSSAPI, file
// servers by an SMB session, SQL Servers by an SSPI login. Each address behind a name is asked by itself, so that one member of an
// array with an old key is found.
//
// A probe shows a ticket and closes the connection. It logs in nowhere with a
// password, opens no mailbox, no share and no database, and changes nothing. Whatever a
// server answers is bounded in size and time; failures are results.
package probe
