package collect

import (
	"context"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func ticket(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	return c.ask(ctx, facts.Ticket, ad.TicketRequest{SPN: subject}, s)
}

// ticketAt asks the KDC of one domain controller.
func ticketAt(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	spn, host := facts.ControllerOf(subject)
	if c.Tickets == nil || c.Replicas == nil {
		return c.noTickets("asking the KDC of " + host + " for " + spn)
	}
	res, err := c.Replicas.Ticket(ctx, spn, host)
	switch {
	case err != nil:
		return err
	case res.Problem != nil:
		return res.Problem
	}
	facts.TicketAt.Put(s, diag.Fact[ad.TicketResult]{Subject: subject, Value: res, Source: c.from("kdc", host)})
	return nil
}

// renewedTicket asks again for what the cache holds.
func renewedTicket(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	return c.ask(ctx, facts.RenewedTicket, ad.TicketRequest{SPN: subject}, s)
}

// aesTicket offers AES and nothing weaker, as a client does when RC4 is off.
func aesTicket(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	return c.ask(ctx, facts.AESTicket, ad.TicketRequest{SPN: subject, ETypes: []ad.EType{ad.ETypeAES256, ad.ETypeAES128}}, s)
}

func (c *Collector) ask(ctx context.Context, kind diag.Kind[ad.TicketResult], req ad.TicketRequest, s *diag.Snapshot) error {
	if c.Tickets == nil {
		return c.noTickets("asking for " + req.SPN)
	}
	res := c.Tickets.Ask(ctx, req)
	if res.Problem != nil {
		return res.Problem
	}
	kind.Put(s, diag.Fact[ad.TicketResult]{Subject: req.SPN, Value: res, Source: c.from("kdc", res.KDC)})
	return nil
}

// accountKeys asks the KDC, which tells before anybody has proved anything.
func accountKeys(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.KDCs == nil {
		return c.noTickets("asking which keys " + subject + " has")
	}
	types, err := c.KDCs.KeyTypes(ctx, subject)
	if err != nil {
		return err
	}
	facts.AccountKeys.Put(s, diag.Fact[facts.KeysValue]{Subject: subject, Value: facts.KeysValue{ETypes: types}, Source: c.from("kdc", "")})
	return nil
}

// caches lists the operator's credential caches. That there is none is the
// cache's own problem, not the list's.
func caches(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Caches == nil {
		return notAsked("listing credential caches", "nothing here reads them", "")
	}
	list, err := c.Caches.Caches(ctx)
	if err != nil {
		return err
	}
	facts.Caches.Put(s, diag.Fact[[]ad.CredCache]{Subject: subject, Value: list, Source: c.from("file", "credential caches")})
	return nil
}
