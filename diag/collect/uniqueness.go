package collect

import (
	"context"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// uniqueness reads the directory's own duplicate protection: character 21 of
// dSHeuristics, three bits written as a digit (MS-ADTS 6.1.1.2.4.1.2).
func uniqueness(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	info, err := d.Info(ctx)
	if err != nil {
		return err
	}
	dn := "CN=Directory Service,CN=Windows NT,CN=Services," + info.Configuration
	found, cov, err := ad.SearchAll(ctx, d, ad.Query{Base: dn, Scope: ad.ScopeBase, Attributes: []string{"objectClass", "dSHeuristics"}})
	if err != nil {
		return err
	}
	if len(found) == 0 || len(found[0].Attributes) == 0 {
		return &ad.Problem{Kind: ad.ProblemNoRight, What: "reading dSHeuristics", Why: dn + " is hidden from " + info.As, Do: "ask with an account that may read the configuration partition"}
	}
	facts.UniquenessPolicy.Put(s, diag.Fact[facts.UniquenessValue]{Subject: subject, Value: heuristics(found[0].Text("dSHeuristics")), Source: cov.Source})
	return nil
}

func heuristics(raw string) facts.UniquenessValue {
	v := facts.UniquenessValue{Raw: raw}
	if len(raw) < 21 || raw[20] < '0' || raw[20] > '7' {
		return v
	}
	bits := raw[20] - '0'
	v.UPNOff, v.SPNOff, v.AliasOff = bits&1 != 0, bits&2 != 0, bits&4 != 0
	return v
}
