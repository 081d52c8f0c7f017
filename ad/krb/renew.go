package krb

import (
	"context"

	"adwalk/ad"
)

// Renewed asks for a new lifetime of the ticket-granting ticket that is held
// (RFC 4120 3.3.2, option RENEW) and returns a Client that holds the new one.
// The Client is nil exactly when the result has no Reply. Nothing is written to
// the operator's cache.
func (c *Client) Renewed(ctx context.Context) (*Client, ad.TicketResult) {
	t, res := c.Ticket(ctx, ad.TicketRequest{SPN: "krbtgt/" + c.realm, Renew: true})
	if t == nil {
		return nil, res
	}
	next := newClient(c.opts)
	next.name, next.realm = c.name, c.realm
	next.hold(t)
	return next, res
}

func (w *walk) renew(ctx context.Context) *Ticket {
	if w.tgt.reply.Flags&ad.FlagRenewable == 0 {
		return w.stop(&ad.Problem{Kind: ad.ProblemRefused, What: "renewing the ticket of " + w.tgt.reply.Client,
			Why: "it is not renewable", Do: "log in again; ask for a renewable ticket with kinit -r 7d"})
	}
	w.options = optRenew | uint32(w.tgt.reply.Flags)&inheritable
	return w.hop(ctx, w.tgt.ticketRealm(), w.tgt.ticket.SName)
}
