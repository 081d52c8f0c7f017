package ldapd

import (
	"crypto/x509"

	"adwalk/ad/krb"
	"adwalk/ad/lab/accept"
	"adwalk/ad/lab/store"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// Layers of RFC 4752 3.1, as bits.
const (
	layerNone = 1
	layerSign = 2
	layerSeal = 4
)

// negotiation is a SASL bind under way.
type negotiation struct {
	who     store.Identity
	name    string
	wrapper *wrapper
	layers  byte // offered
	// bindings are the hash of the channel that the client believes to be on.
	bindings [16]byte
	offered  bool
}

// sasl takes one step of a GSSAPI bind: the ticket, then the offer of layers,
// then the client's choice.
func (c *conn) sasl(req request, auth *ber.Packet) bool {
	reply := func(code int, text string, credentials []byte) bool {
		if code != store.SASLInProgress {
			c.bindings = nil
		}
		c.srv.log("bind", "GSSAPI", code)
		p := resultPacket(tagBindResponse, store.Result{Code: code, Text: text})
		if credentials != nil {
			p.AppendChild(ber.NewString(ber.ClassContext, ber.TypePrimitive, 7, string(credentials), ""))
		}
		return c.send(req, p)
	}
	if len(auth.Children) == 0 || string(bytesOf(auth.Children[0])) != "GSSAPI" || c.srv.acceptor.Keys == nil {
		return reply(store.AuthMethodNotSupp, "00002027: LdapErr: DSID-0C0905F0, comment: the authentication mechanism is not offered, data 0, v4563\x00", nil)
	}
	var token []byte
	if len(auth.Children) > 1 {
		token = bytesOf(auth.Children[1])
	}
	n := c.bindings
	switch {
	case n == nil:
		n, answer := c.begin(token)
		switch {
		case n == nil:
			return reply(store.InvalidCredentials, "8009030C: LdapErr: DSID-0C0906B5, comment: AcceptSecurityContext error, data 52e, v4563\x00", nil)
		case c.secure && !c.bound(n):
			return reply(store.InvalidCredentials, "80090346: LdapErr: DSID-0C09070F, comment: AcceptSecurityContext error, data 80090346, v4563\x00", nil)
		}
		c.bindings = n
		return reply(store.SASLInProgress, "", answer)
	case !n.offered:
		offer, err := n.offer()
		if err != nil {
			return reply(store.OperationsError, "", nil)
		}
		return reply(store.SASLInProgress, "", offer)
	}
	return c.choose(n, token, reply)
}

// begin accepts the ticket and answers it. Without mutual authentication the
// answer is the offer of layers already.
func (c *conn) begin(token []byte) (*negotiation, []byte) {
	ap, err := accept.ParseToken(token)
	if err != nil {
		return nil, nil
	}
	ctx, code := c.srv.acceptor.Accept(ap)
	e := c.srv.cfg.Tree.Account(ctx.Name)
	if code != 0 || e == nil {
		return nil, nil
	}
	mutual := ctx.Flags&accept.FlagMutual != 0
	w, err := newWrapper(ctx.Key, mutual, ctx.Ours, ctx.Theirs)
	if err != nil {
		return nil, nil
	}
	n := &negotiation{bindings: ctx.Bindings, who: store.Identity{DN: e.DN, Secret: e.Secret}, name: c.srv.cfg.NetBIOS + `\` + e.Text("sAMAccountName"), wrapper: w, layers: layerNone}
	if !c.secure {
		if ctx.Flags&accept.FlagInteg != 0 {
			n.layers |= layerSign
		}
		if ctx.Flags&accept.FlagConf != 0 {
			n.layers |= layerSeal
		}
	}
	if !mutual {
		offer, err := n.offer()
		if err != nil {
			return nil, nil
		}
		return n, offer
	}
	answer, err := accept.Token(accept.TokenAPRep, ctx.Reply)
	if err != nil {
		return nil, nil
	}
	return n, answer
}

// bound says whether the client's channel binding token will do (MS-ADTS 5.1.2.2).
func (c *conn) bound(n *negotiation) bool {
	p := c.srv.cfg.Policy()
	switch {
	case p.Unchecked:
		return true
	case n.bindings == [16]byte{}:
		return p.Unbound
	}
	cert, err := x509.ParseCertificate(c.srv.cfg.TLS.Certificates[0].Certificate[0])
	return err == nil && n.bindings == krb.ChannelBindings(cert)
}

func (n *negotiation) offer() ([]byte, error) {
	n.offered = true
	return n.wrapper.wrap([]byte{n.layers, maxToken >> 16, maxToken >> 8 & 0xff, maxToken & 0xff}, false)
}

// choose ends the bind with the layer that the client wants. Signing or
// sealing is required without TLS and refused under it (MS-ADTS 5.1.2).
func (c *conn) choose(n *negotiation, token []byte, reply func(int, string, []byte) bool) bool {
	choice, _, err := n.wrapper.unwrap(token)
	if err != nil || len(choice) < 4 || choice[0]&n.layers == 0 {
		return reply(store.InvalidCredentials, "80090308: LdapErr: DSID-0C0906B5, comment: AcceptSecurityContext error, data 57, v4563\x00", nil)
	}
	if choice[0] == layerNone && !c.secure && !c.srv.cfg.Policy().Unsigned {
		return reply(store.StrongAuthRequired, "00002028: LdapErr: DSID-0C090259, comment: "+
			"The server requires binds to turn on integrity checking if SSL\\TLS are not already active on the connection, data 0, v4563\x00", nil)
	}
	c.who, c.name = n.who, n.name
	if !reply(store.Success, "", nil) {
		return false
	}
	if choice[0] == layerNone {
		return true
	}
	largest := int(choice[1])<<16 | int(choice[2])<<8 | int(choice[3])
	largest = min(largest, maxToken) - n.wrapper.overhead()
	if largest < 1 {
		return false
	}
	c.raw = &layer{Conn: c.raw, w: n.wrapper, seal: choice[0]&layerSeal != 0, largest: largest}
	return true
}
