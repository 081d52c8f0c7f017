package collect

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// referral asks the KDC for the ticket that lets its clients into another realm.
func referral(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Tickets == nil {
		return c.noTickets("asking for the referral to " + subject)
	}
	res := c.Tickets.Ask(ctx, ad.TicketRequest{SPN: "krbtgt/" + strings.ToUpper(subject)})
	if res.Problem != nil && len(res.Trace) == 0 {
		return res.Problem
	}
	facts.Referral.Put(s, diag.Fact[ad.TicketResult]{Subject: subject, Value: res, Source: c.from("kdc", res.KDC)})
	return nil
}

// trusts reads the trusted domain objects of the domain in use.
func trusts(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	info, err := d.Info(ctx)
	if err != nil {
		return err
	}
	list, cov, err := lookup.Trusts(ctx, d)
	if err != nil {
		return err
	}
	facts.Trusts.Put(s, diag.Fact[[]ad.Trust]{Subject: subject, Value: list, Source: c.as(info, cov.Source)})
	return nil
}
