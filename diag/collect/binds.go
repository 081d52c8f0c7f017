package collect

import (
	"context"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ldapBinds tries on one domain controller which ways to log in it accepts.
func ldapBinds(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	what := "trying logins at " + subject
	if c.NoProbes != nil {
		return c.noProbe(what)
	}
	if c.Replicas == nil {
		if _, err := c.directory(); err != nil {
			return err
		}
		return notAsked(what, "nothing here connects to it", "")
	}
	v, err := c.Replicas.Binds(ctx, subject)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	facts.LDAPBinds.Put(s, diag.Fact[ad.BindPolicy]{Subject: subject, Value: v, Source: c.from("ldap", subject)})
	return nil
}
