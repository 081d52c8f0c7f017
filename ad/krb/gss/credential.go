package gss

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/directory/sasl"
	"adwalk/ad/krb"

	"github.com/jcmturner/gokrb5/v8/types"
)

// Credential lends a Kerberos login to a SASL bind. It implements
// sasl.Credential and asks the KDC for a ticket at each bind, once in a look (ad.OneLook).
type Credential struct{ client *krb.Client }

var _ sasl.Credential = (*Credential)(nil)

// New makes a credential of a login.
func New(client *krb.Client) *Credential { return &Credential{client} }

// Client returns the principal, "alice@CONTOSO.LAB".
func (c *Credential) Client() string { return c.client.Client() }

// Begin gets a ticket for the service and builds the first token. A KDC's
// refusal is inside the error as a *ad.KDCError.
func (c *Credential) Begin(ctx context.Context, spn string, o sasl.ContextOptions) (sasl.Context, error) {
	ticket, res := c.client.ServiceTicket(ctx, spn)
	switch {
	case res.Problem != nil:
		return nil, res.Problem
	case res.Error != nil:
		return nil, &ad.Problem{Kind: ad.ProblemLogin, What: "no ticket for " + spn + " from " + res.KDC, Why: reason(res.Error), Do: advice(res.Error), Err: res.Error}
	}
	flags := krb.GSSFlags(0)
	if o.Mutual {
		flags |= krb.GSSMutual
	}
	if o.Integrity {
		flags |= krb.GSSIntegrity | krb.GSSReplay | krb.GSSSequence
	}
	if o.Seal {
		flags |= krb.GSSConf
	}
	ap := krb.APOptions{Flags: flags}
	if o.Certificate != nil {
		ap.Bindings = krb.ChannelBindings(o.Certificate)
	}
	exchange, err := ticket.APReq(ap)
	if err != nil {
		return nil, &ad.Problem{Kind: ad.ProblemProtocol, What: "opening a security context with " + spn, Why: err.Error(), Err: err}
	}
	return &Context{exchange: exchange, spnego: o.SPNEGO, send: uint64(exchange.SeqNumber())}, nil
}

// reason is the KDC's word; for clocks that are apart, by how much.
func reason(e *ad.KDCError) string {
	if e.Code == ad.ErrSkew && !e.ServerTime.IsZero() {
		return e.Error() + ": " + krb.SkewWords(e.Offset)
	}
	return e.Error()
}

func advice(e *ad.KDCError) string {
	switch e.Code {
	case ad.ErrServiceUnknown:
		return "name the domain controller by its own host name, not by an alias or the domain's name; if that was done, its own names are missing at this KDC or have not been replicated to it"
	case ad.ErrTicketExpired:
		return "log in again with kinit"
	case ad.ErrSkew:
		return "set the local clock to the domain controller's time"
	}
	return ""
}

// Context implements sasl.Context.
type Context struct {
	exchange *krb.APExchange
	spnego   bool
	cipher   cipher
	send     uint64 // next sequence number of ours
	receive  uint64 // next expected one of the acceptor's
}

// Token is the first token, for GSS-SPNEGO in its wrapping.
func (c *Context) Token() []byte {
	if c.spnego {
		return c.exchange.SPNEGO()
	}
	return c.exchange.GSSToken()
}

// Reply checks the acceptor's token and readies the keys. A refusal of the
// service (a KRB-ERROR) is a *ad.KDCError.
func (c *Context) Reply(token []byte) error {
	reply, err := krb.ParseReply(token)
	if err != nil {
		return err
	}
	switch {
	case reply.Error != nil:
		return reply.Error
	case reply.SPNEGO && reply.State == krb.NegRejected:
		return errRejected
	case reply.APRep == nil:
		return errNoProof
	}
	accepted, err := c.exchange.VerifyAPRep(reply.APRep)
	if err != nil {
		return err
	}
	key, subkey := c.exchange.SessionKey(), false
	if accepted.Subkey != nil {
		key, subkey = *accepted.Subkey, true
	}
	c.receive = uint64(accepted.SeqNumber)
	c.cipher, err = newCipher(key, subkey)
	return err
}

// newCipher picks the token format by the key's encryption type.
func newCipher(key types.EncryptionKey, subkey bool) (cipher, error) {
	if ad.EType(key.KeyType) == ad.ETypeRC4 {
		return newRC4(key.KeyValue)
	}
	return newAES(key, subkey)
}

// Wrap protects a message. It is not safe for concurrent use with itself.
func (c *Context) Wrap(message []byte, seal bool) ([]byte, error) {
	if c.cipher == nil {
		return nil, errNotOpen
	}
	token, err := c.cipher.wrap(message, seal, c.send)
	c.send++
	return token, err
}

// Unwrap checks a token and returns its message.
func (c *Context) Unwrap(token []byte) (message []byte, sealed bool, err error) {
	if c.cipher == nil {
		return nil, false, errNotOpen
	}
	message, sealed, sequence, err := c.cipher.unwrap(token)
	if err != nil {
		return nil, false, err
	}
	if sequence != c.cipher.sequence(c.receive) {
		return nil, false, errSequence
	}
	c.receive++
	return message, sealed, nil
}

// Overhead is how much longer than its message a token can be.
func (c *Context) Overhead(seal bool) int {
	if c.cipher == nil {
		return 0
	}
	return c.cipher.overhead(seal)
}
