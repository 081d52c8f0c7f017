package editor

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/directory/wire"
)

// The modify operation of RFC 4511 4.6.
const (
	opModifyRequest  = 0x66
	opModifyResponse = 0x67
	modifyAdd        = 0
	modifyDelete     = 1
)

// appendModify encodes a request that adds or deletes one value. There is no
// way to name more than one, or none: a delete without values would empty the
// attribute.
func appendModify(b []byte, dn, attribute string, op ad.ChangeOp, value string) []byte {
	kind := int64(modifyAdd)
	if op == ad.DeleteValue {
		kind = modifyDelete
	}
	partial := wire.AppendString(nil, wire.TagOctetString, attribute)
	partial = wire.AppendTLV(partial, wire.TagSet, wire.AppendString(nil, wire.TagOctetString, value))
	change := wire.AppendInt(nil, wire.TagEnumerated, kind)
	change = wire.AppendTLV(change, wire.TagSequence, partial)
	body := wire.AppendString(nil, wire.TagOctetString, dn)
	body = wire.AppendTLV(body, wire.TagSequence, wire.AppendTLV(nil, wire.TagSequence, change))
	return wire.AppendTLV(b, opModifyRequest, body)
}

// send sends one modify and waits for the answer. sent says whether the
// request may have reached the server: then its effect is not known after an
// error that is no refusal.
func send(ctx context.Context, conn *directory.Conn, c ad.Change) (sent bool, err error) {
	err = conn.Borrow(ctx, func(client *wire.Client, server, as string, idle time.Duration) error {
		sent = true
		m, err := client.Do(ctx, appendModify(nil, c.DN, c.Attribute, c.Op, c.Value), nil, idle)
		if err == nil {
			err = verdict(m)
		}
		return directory.Explain(ctx, "modify", server, as, err)
	})
	return sent, err
}

func verdict(m wire.Message) error {
	if m.Op != opModifyResponse {
		return wire.ErrBER
	}
	res, err := wire.ParseResult(m)
	if err != nil {
		return err
	}
	if res.Code != 0 {
		return &wire.ResultError{Result: res}
	}
	return nil
}
