package collect

import (
	"context"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// replicaScan compares the named domain controllers and reads the accounts that
// differ once more, from every controller: what has arrived meanwhile is no
// difference any more.
func replicaScan(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Replicas == nil {
		if _, err := c.directory(); err != nil {
			return err
		}
		return notAsked("comparing domain controllers", "nothing here connects to the others", "")
	}
	v, err := c.Replicas.Compare(ctx)
	if err != nil {
		return err
	}
	for _, name := range v.Differ {
		if err := replicas(ctx, c, name, s); err != nil {
			return err
		}
	}
	facts.ReplicaScan.Put(s, diag.Fact[facts.ReplicaScanValue]{Subject: subject, Value: v, Source: c.from("ldap", "the domain controllers")})
	return nil
}
