package krb

import (
	"context"
	"errors"
	"strings"

	"adwalk/ad/krb/wire"
	"adwalk/ad/trace"
)

// asking says what a message to a KDC asks for, for the record.
type asking struct {
	kind    trace.Kind
	what    string // "krbtgt/B.TEST at A.TEST"
	command string // that asks for the same
}

// send sends one message to the KDCs and records the exchange.
func (c *Client) send(ctx context.Context, kdcs []wire.KDC, msg []byte, mode wire.Mode, ask asking) (wire.Answer, error) {
	e := trace.Event{Protocol: trace.KDC, Kind: ask.kind, Asked: ask.what, Command: ask.command}
	if len(kdcs) > 0 {
		e.Server = kdcs[0].Addr
	}
	x := c.opts.Trace.Begin(e)
	a, err := c.sender.Send(ctx, kdcs, msg, mode)
	var no *wire.NoAnswer
	switch {
	case errors.As(err, &no):
		var silent []string
		for _, f := range no.Failures {
			silent = append(silent, f.KDC)
		}
		x.At(strings.Join(silent, ", "), "")
		x.End(err)
	case err != nil:
		x.End(err)
	case isError(a.Bytes):
		x.At(a.KDC, a.Proto)
		if e, bad := c.errorOf(a); bad == nil {
			x.EndAs(trace.KDCOutcome(e))
		} else {
			x.EndAs("not a Kerberos message")
		}
	default:
		x.At(a.KDC, a.Proto)
		x.End(nil)
	}
	return a, err
}
