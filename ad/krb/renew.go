package krb

import (
	"context"

	"adwalk/ad"
)

// Renew asks for a new lifetime of the ticket-granting ticket that is held
// (RFC 4120 3.3.2, option RENEW) and holds the new one in its place. Nothing
// is written to the operator's cache.
func (c *Client) Renew(ctx context.Context) ad.TicketResult {
	t, res := c.Ticket(ctx, ad.TicketRequest{SPN: "krbtgt/" + c.realm, Renew: true})
	if t != nil {
		c.hold(t)
	}
	return res
}

func (w *walk) renew(ctx context.Context) *Ticket {
	if w.tgt.reply.Flags&ad.FlagRenewable == 0 {
		return w.stop(&ad.Problem{Kind: ad.ProblemRefused, What: "renewing the ticket of " + w.tgt.reply.Client,
			Why: "it is not renewable", Do: "log in again; ask for a renewable ticket with kinit -r 7d"})
	}
	w.options = optRenew | uint32(w.tgt.reply.Flags)&inheritable
	return w.hop(ctx, w.tgt.ticketRealm(), w.tgt.ticket.SName)
}
