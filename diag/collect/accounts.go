package collect

import (
	"context"
	"strings"

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
	a, err := lookup.Resolve(ctx, d, chosen(s, subject))
	if err != nil {
		return err
	}
	facts.Account.Put(s, diag.Fact[ad.Account]{Subject: shownAs(chosen(s, subject), a.Label()), Key: subject, Value: a, Source: c.directorySource(ctx)})
	return nil
}

// chosen is the account that the operator chose where several answer to a name, by
// its DN; otherwise the name.
func chosen(s *diag.Snapshot, name string) string {
	if d, ok := facts.Decision.Get(s.Reader(), name); ok && d.Known() && ad.RDNType(d.Value) != "" {
		return d.Value
	}
	return name
}

// groups lists the groups of an account, which is resolved as for facts.Account.
func groups(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	a, err := lookup.Resolve(ctx, d, chosen(s, subject))
	if err != nil {
		return err
	}
	sids, err := lookup.GroupSIDs(ctx, d, a.DN)
	if err != nil {
		return err
	}
	facts.Groups.Put(s, diag.Fact[[]string]{Subject: shownAs(chosen(s, subject), a.Label()), Key: subject, Value: sids, Source: c.directorySource(ctx)})
	return nil
}

func owners(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	list, err := c.aliases.of(ctx, d)
	if err != nil {
		return err
	}
	found, err := lookup.OwnersUnder(ctx, d, subject, list)
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
	src := found.Coverage.Source
	src.As = c.directorySource(ctx).As
	facts.Owners.Put(s, diag.Fact[facts.OwnersValue]{Subject: subject, Source: src, Value: v})
	return nil
}

// directorySource is the domain controller in use, and who is logged in to it.
func (c *Collector) directorySource(ctx context.Context) ad.Source {
	info, err := c.Directory.Info(ctx)
	if err != nil {
		return c.from("ldap", "")
	}
	return c.as(info, c.from("ldap", info.Server))
}

// shownAs is what people call an account that was asked for: the name that they
// gave, and the account's own name where it was given by an identifier.
func shownAs(given, label string) string {
	if ad.RDNType(given) != "" || strings.HasPrefix(strings.ToUpper(given), "S-1-") {
		return label
	}
	return given
}
