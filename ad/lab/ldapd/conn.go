package ldapd

import (
	"context"
	"crypto/tls"
	"net"
	"time"

	"adwalk/ad/lab/store"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// Application tags of RFC 4511.
const (
	tagBindRequest     = 0
	tagBindResponse    = 1
	tagUnbind          = 2
	tagSearchRequest   = 3
	tagSearchEntry     = 4
	tagSearchDone      = 5
	tagModifyRequest   = 6
	tagModifyResponse  = 7
	tagAbandon         = 16
	tagExtendedRequest = 23
	tagExtendedReply   = 24
)

// conn is one client.
type conn struct {
	srv    *Server
	ctx    context.Context
	raw    net.Conn
	gc     bool
	secure bool
	who    store.Identity
	name   string // DOMAIN\name for Who am I
	pages  map[string]*pageState

	bindings *negotiation // a SASL bind under way
}

// idle ends a connection on which nothing is asked, as MaxConnIdleTime does.
const idle = 15 * time.Minute

func (c *conn) run(implicitTLS bool) {
	defer func() { _ = recover() }() // a decoder that trips over a hostile message ends this connection only
	if implicitTLS && !c.startTLS() {
		return
	}
	for c.ctx.Err() == nil {
		if c.raw.SetReadDeadline(time.Now().Add(idle)) != nil {
			return
		}
		m, err := readMessage(c.raw)
		if err != nil || !c.handle(m) {
			return
		}
	}
}

// startTLS puts TLS under the connection.
func (c *conn) startTLS() bool {
	t := tls.Server(c.raw, c.srv.cfg.TLS)
	ctx, cancel := context.WithTimeout(c.ctx, 10*time.Second)
	defer cancel()
	if t.HandshakeContext(ctx) != nil {
		return false
	}
	c.raw, c.secure = t, true
	return true
}

// handle answers one message; false ends the connection.
func (c *conn) handle(m *ber.Packet) bool {
	if len(m.Children) < 2 {
		return false
	}
	id, ok := intOf(m.Children[0])
	op := m.Children[1]
	if !ok || op.ClassType != ber.ClassApplication {
		return false
	}
	req := request{id: id, op: op}
	if len(m.Children) > 2 {
		req.controls = parseControls(m.Children[2])
	}
	if op.Tag != tagUnbind && op.Tag != tagAbandon && op.Tag != tagBindRequest && op.Tag != tagExtendedRequest {
		if oid := unknownCritical(req.controls); oid != "" {
			return c.send(req, resultPacket(replyTag(op.Tag), store.Result{Code: store.UnavailableCritExt,
				Text: "00002040: SvcErr: DSID-031403B0, problem 5010 (UNAVAIL_EXTENSION), data 0\n\x00"}))
		}
	}
	switch op.Tag {
	case tagBindRequest:
		return c.bind(req)
	case tagUnbind:
		return false
	case tagSearchRequest:
		return c.search(req)
	case tagModifyRequest:
		return c.modify(req)
	case tagExtendedRequest:
		return c.extended(req)
	case tagAbandon:
		return true
	}
	return c.send(req, resultPacket(replyTag(op.Tag), store.Result{Code: store.Unwilling,
		Text: "0000202B: SvcErr: the lab does not offer this operation, data 0\n\x00"}))
}

// replyTag is the response that belongs to a request.
func replyTag(tag ber.Tag) ber.Tag {
	switch tag {
	case tagSearchRequest:
		return tagSearchDone
	case tagExtendedRequest:
		return tagExtendedReply
	}
	return tag + 1
}

// request is a decoded message.
type request struct {
	id       int64
	op       *ber.Packet
	controls []control
}

func (c *conn) send(req request, op *ber.Packet, controls ...*ber.Packet) bool {
	m := sequence(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, req.id, ""), op)
	if len(controls) > 0 {
		list := ber.Encode(ber.ClassContext, ber.TypeConstructed, 0, nil, "")
		for _, k := range controls {
			list.AppendChild(k)
		}
		m.AppendChild(list)
	}
	if c.raw.SetWriteDeadline(time.Now().Add(time.Minute)) != nil {
		return false
	}
	_, err := c.raw.Write(m.Bytes())
	return err == nil
}
