package collect

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

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
