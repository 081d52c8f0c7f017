package krb

import (
	"context"
	"sync"

	"adwalk/ad"
	"adwalk/ad/krb/wire"

	"github.com/jcmturner/gokrb5/v8/types"
)

// Client asks KDCs for tickets on behalf of one principal. It is safe for
// concurrent use. It holds a ticket-granting ticket in memory and nothing
// else: no password, no key of the principal.
type Client struct {
	opts    Options
	locator *wire.Locator
	sender  *wire.Sender
	name    types.PrincipalName
	realm   string

	mu  sync.Mutex
	tgt *Ticket
}

var _ ad.TicketAsker = (*Client)(nil)

func newClient(opts Options) *Client {
	return &Client{opts: opts, locator: opts.locator(), sender: opts.sender(), realm: opts.Realm}
}

// Client returns the principal that asks: "alice@CONTOSO.LAB".
func (c *Client) Client() string { return fullName(c.name, c.realm) }

// Realm returns the realm of the principal that asks.
func (c *Client) Realm() string { return c.realm }

// TGT describes the ticket-granting ticket in use.
func (c *Client) TGT() ad.TicketReply { return c.held().reply }

// Close ends the connections that are kept for further requests. The Client
// stays usable.
func (c *Client) Close() { c.sender.Close() }

func (c *Client) held() *Ticket {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tgt
}

func (c *Client) hold(t *Ticket) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tgt = t
}

// Ask sends one request for a service ticket, following referrals. The ticket
// itself is thrown away.
func (c *Client) Ask(ctx context.Context, req ad.TicketRequest) ad.TicketResult {
	_, res := c.Ticket(ctx, req)
	return res
}

// ServiceTicket asks for a ticket and keeps it, for tokens to the service, once in a
// look (ad.OneLook). The Ticket is nil exactly when the result has no Reply.
func (c *Client) ServiceTicket(ctx context.Context, spn string) (*Ticket, ad.TicketResult) {
	got, err := ad.Once(ctx, question{c, spn}, func() (issued, error) {
		ticket, result := c.Ticket(ctx, ad.TicketRequest{SPN: spn})
		return issued{ticket, result}, nil
	}, func(i issued) bool { return i.ticket != nil })
	if err != nil { // stopped while another was asking
		return nil, ad.TicketResult{SPN: spn, Problem: ad.AsProblem(err, ad.ProblemCancelled, "asking for a ticket for "+spn)}
	}
	return got.ticket, got.result
}

// question is a ticket for a service that a login asks for, and issued the answer.
type question struct {
	client *Client
	spn    string
}

type issued struct {
	ticket *Ticket
	result ad.TicketResult
}
