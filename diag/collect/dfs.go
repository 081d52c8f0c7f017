package collect

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// dfs reads a domain-based DFS namespace.
func dfs(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	host, name, _, ok := ad.UNCPath(subject)
	if !ok {
		return &ad.Problem{Kind: ad.ProblemUsage, What: "this is no path of a share", Why: "it has no server and share", Do: `write \\domain\namespace`}
	}
	n, err := lookup.DFS(ctx, d, host, name)
	if err != nil {
		return err
	}
	facts.DFS.Put(s, diag.Fact[ad.DFSNamespace]{Subject: subject, Value: n, Source: c.directorySource(ctx)})
	return nil
}
