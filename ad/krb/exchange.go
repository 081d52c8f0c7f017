package krb

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb/wire"
	"adwalk/ad/trace"

	"github.com/jcmturner/gokrb5/v8/types"
)

// exchanged is what came of one TGS exchange besides a ticket.
type exchanged struct {
	kdc      string
	elapsed  time.Duration
	kdcError *ad.KDCError
	problem  *ad.Problem
}

// exchange sends one TGS-REQ to a KDC of the realm, or to the chosen one.
func (c *Client) exchange(ctx context.Context, realm, kdc string, r *tgsRequest, forWhom types.PrincipalName, forRealm string) (*Ticket, exchanged) {
	what := "asking the KDC of " + realm + " for " + nameString(r.server)
	kdcs, p := c.kdcs(ctx, realm, kdc, what)
	if p != nil {
		return nil, exchanged{problem: p}
	}
	msg, err := r.marshal(c.opts.now())
	if err != nil {
		return nil, exchanged{problem: ad.AsProblem(err, ad.ProblemProtocol, what)}
	}
	a, err := c.send(ctx, kdcs, msg, wire.Mode{}, asking{trace.Ticket, nameString(r.server) + " at " + realm, r.command})
	if err != nil {
		return nil, exchanged{problem: unreachable(ctx, err, what, realm)}
	}
	ex := exchanged{kdc: a.KDC, elapsed: a.Received.Sub(a.Sent)}
	if isError(a.Bytes) {
		e, err := c.errorOf(a)
		if err == nil {
			err = strangers(e, realm, nameString(r.server))
		}
		if err != nil {
			ex.problem = nonsense(what, a.KDC, err)
			return nil, ex
		}
		ex.kdcError = e
		return nil, ex
	}
	t, err := parseTGSRep(a.Bytes, r, forWhom, forRealm)
	if err != nil {
		ex.problem = nonsense(what, a.KDC, err)
		return nil, ex
	}
	return t, ex
}

// kdcs lists whom to ask in a realm.
func (c *Client) kdcs(ctx context.Context, realm, chosen, what string) ([]wire.KDC, *ad.Problem) {
	if chosen != "" {
		k, err := wire.ParseKDC(chosen)
		if err != nil {
			return nil, &ad.Problem{Kind: ad.ProblemUsage, What: what, Why: err.Error(), Do: "write host or host:port", Err: err}
		}
		return []wire.KDC{k}, nil
	}
	kdcs, err := c.locator.KDCs(ctx, realm)
	if err != nil {
		return nil, notLocated(ctx, err, what, realm)
	}
	return kdcs, nil
}
