package krb

import (
	"context"
	"sync"

	"adwalk/ad"
	"adwalk/ad/krb/wire"
	"adwalk/ad/trace"
)

// AskEach sends the same request to each of the KDCs at once and asks each for
// its clock. The answers are in the order of the KDCs.
func AskEach(ctx context.Context, c *Client, req ad.TicketRequest, kdcs []string) []ad.KDCAnswer {
	out := make([]ad.KDCAnswer, len(kdcs))
	var wg sync.WaitGroup
	for i, kdc := range kdcs {
		wg.Go(func() {
			a := c.Clock(ctx, kdc)
			one := req
			one.KDC = kdc
			a.Ticket = c.Ask(ctx, one)
			// An account that needs no pre-authentication gets no time in the
			// clear; a refusal of the ticket says it too.
			if e := a.Ticket.Error; e != nil && !a.OffsetKnown && !e.ServerTime.IsZero() {
				a.Offset, a.OffsetKnown = e.Offset, true
			}
			out[i] = a
		})
	}
	wg.Wait()
	return out
}

// Clock reads a KDC's time: a log-in without proof is answered by an error
// that carries it. Nothing is logged in and no attempt is counted.
func (c *Client) Clock(ctx context.Context, kdc string) ad.KDCAnswer {
	out := ad.KDCAnswer{KDC: kdc}
	what := "asking " + kdc + " for its time"
	kdcs, p := c.kdcs(ctx, c.realm, kdc, what)
	if p != nil {
		out.Problem = p
		return out
	}
	out.KDC = kdcs[0].Addr
	req := &asRequest{client: c.name, realm: c.realm, etypes: c.opts.initialETypes()}
	msg, err := req.marshal(c.opts.now())
	if err != nil {
		out.Problem = ad.AsProblem(err, ad.ProblemProtocol, what)
		return out
	}
	a, err := c.send(ctx, kdcs, msg, wire.Mode{}, asking{trace.Ticket, "its clock", withoutPassword(fullName(c.name, c.realm))})
	if err != nil {
		out.Problem = unreachable(ctx, err, what, c.realm)
		return out
	}
	out.RTT = a.Received.Sub(a.Sent)
	if !isError(a.Bytes) {
		return out // an account without pre-authentication: no time in the clear
	}
	e, err := c.errorOf(a)
	if err != nil {
		out.Problem = nonsense(what, a.KDC, err)
		return out
	}
	out.Offset, out.OffsetKnown = e.Offset, !e.ServerTime.IsZero()
	return out
}

// KDCs lists the addresses that would be asked for a realm, in order: "" for
// the client's own. The error is an *ad.Problem.
func (c *Client) KDCs(ctx context.Context, realm string) ([]string, error) {
	if realm == "" {
		realm = c.realm
	}
	kdcs, p := c.kdcs(ctx, realm, "", "looking for the KDCs of "+realm)
	if p != nil {
		return nil, p
	}
	out := make([]string, len(kdcs))
	for i, k := range kdcs {
		out[i] = k.Addr
	}
	return out, nil
}
