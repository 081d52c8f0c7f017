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

// modification adds or deletes one value. There is no way to name more than one,
// or none: a delete without values would empty the attribute.
type modification struct {
	op    ad.ChangeOp
	value string
}

// modifications are what a request does for a change: the value itself or, where
// the value is a part of one, the old value deleted and the new one added. The
// directory makes both or neither, and refuses them when the value is no longer
// the one that was read.
func modifications(c ad.Change, a attribute, o object) ([]modification, error) {
	if a.edit == nil {
		return []modification{{c.Op, c.Value}}, nil
	}
	made, err := a.edit(o.raw, c.Op, c.Value)
	if err != nil {
		return nil, &ad.Problem{Kind: ad.ProblemRefused, What: "changing " + a.name + " of " + c.DN, Why: err.Error(), Do: "look at the object with adwalk show", Err: err}
	}
	var out []modification
	if o.raw != nil {
		out = append(out, modification{ad.DeleteValue, string(o.raw)})
	}
	if made != nil {
		out = append(out, modification{ad.AddValue, string(made)})
	}
	return out, nil
}

// appendModify encodes a request.
func appendModify(b []byte, dn, attribute string, list []modification) []byte {
	var changes []byte
	for _, m := range list {
		kind := int64(modifyAdd)
		if m.op == ad.DeleteValue {
			kind = modifyDelete
		}
		partial := wire.AppendString(nil, wire.TagOctetString, attribute)
		partial = wire.AppendTLV(partial, wire.TagSet, wire.AppendString(nil, wire.TagOctetString, m.value))
		changes = wire.AppendTLV(changes, wire.TagSequence, wire.AppendTLV(wire.AppendInt(nil, wire.TagEnumerated, kind), wire.TagSequence, partial))
	}
	body := wire.AppendString(nil, wire.TagOctetString, dn)
	return wire.AppendTLV(b, opModifyRequest, wire.AppendTLV(body, wire.TagSequence, changes))
}

// send sends one modify and waits for the answer. sent says whether the
// request may have reached the server: then its effect is not known after an
// error that is no refusal.
func send(ctx context.Context, conn *directory.Conn, dn, attribute string, list []modification) (sent bool, err error) {
	err = conn.Borrow(ctx, func(client *wire.Client, server, as string, idle time.Duration) error {
		sent = true
		m, err := client.Do(ctx, appendModify(nil, dn, attribute, list), nil, idle)
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
