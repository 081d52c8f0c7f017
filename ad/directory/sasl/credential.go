package sasl

import (
	"context"
	"crypto/x509"
)

// Credential is what an operator holds and can log in with: tickets, or the
// means to get them. Implementations keep all key material to themselves.
type Credential interface {
	// Client returns the principal, "alice@CONTOSO.LAB".
	Client() string
	// Begin gets a ticket for the service and builds the first token. Errors
	// for people are *ad.Problem.
	Begin(ctx context.Context, spn string, o ContextOptions) (Context, error)
}

// ContextOptions says what is asked of a security context (RFC 2743 1.2.1).
type ContextOptions struct {
	Mutual    bool // the service proves itself
	Integrity bool // messages are signed
	Seal      bool // messages are encrypted
	SPNEGO    bool // wrap the tokens in SPNEGO (RFC 4178)
	// Certificate is that of the TLS server below, to be bound to
	// (tls-server-end-point, RFC 5929); nil for none.
	Certificate *x509.Certificate
}

// Context is a security context of the Kerberos mechanism (RFC 4121) on the
// initiator's side.
type Context interface {
	// Token is the initial context token (AP-REQ with the mechanism's header).
	Token() []byte
	// Reply checks the acceptor's token (AP-REP with the header). After it
	// the context can wrap.
	Reply(token []byte) error
	// Wrap protects a message: signed, or with seal also encrypted.
	Wrap(message []byte, seal bool) ([]byte, error)
	// Unwrap checks a token in sequence and returns its message. A token that
	// was altered, replayed or left out is an error.
	Unwrap(token []byte) (message []byte, sealed bool, err error)
	// Overhead bounds how many bytes Wrap adds.
	Overhead(seal bool) int
}
