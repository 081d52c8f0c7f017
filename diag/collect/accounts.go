package collect

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func account(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	a, err := lookup.Resolve(ctx, d, subject)
	if err != nil {
		return err
	}
	facts.Account.Put(s, diag.Fact[ad.Account]{Subject: subject, Value: a, Source: c.from("ldap", c.server(ctx))})
	return nil
}

func owners(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	found, err := lookup.OwnersWithAlias(ctx, d, subject)
	if err != nil {
		return err
	}
	v := facts.OwnersValue{Owners: found.Owners, AliasOf: found.AliasOf, AliasHeld: found.AliasHeld, Coverage: found.Coverage}
	if len(v.Owners)+len(v.AliasHeld) == 0 && c.Replicas != nil {
		// Nobody here may be somebody elsewhere. Not being able to ask the others
		// leaves the answer as it is.
		if v.Elsewhere, err = c.Replicas.Holders(ctx, subject); err != nil && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	facts.Owners.Put(s, diag.Fact[facts.OwnersValue]{Subject: subject, Source: found.Coverage.Source, Value: v})
	return nil
}

// server names the domain controller for a source; "" when it will not say.
func (c *Collector) server(ctx context.Context) string {
	info, err := c.Directory.Info(ctx)
	if err != nil {
		return ""
	}
	return info.Server
}
