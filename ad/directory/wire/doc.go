// Package wire speaks LDAP messages (RFC 4511) on one connection: it frames
// and bounds what arrives, hands every message to the request it answers, and
// stops a request when its context ends.
//
// It knows how to ask: bind, search, abandon, extended requests. It has no
// encoder for requests that change a directory; those live in ad/editor, which
// sends them through Client.Start.
//
// Nothing read here is trusted: lengths are checked before memory is set
// aside, and an answer that breaks the rules ends the connection.
package wire
