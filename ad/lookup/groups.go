package lookup

import (
	"context"

	"adwalk/ad"
)

// GroupSIDs lists the SIDs of every group that an account is in: direct, nested, and
// primary ones, as the domain controller computes them for a logon (tokenGroups,
// MS-ADTS 3.1.1.4.5.19). Groups of other domains are among them where a global
// catalog answers. The error is a *ad.Problem, also where the reader may not see them.
func GroupSIDs(ctx context.Context, dir ad.Directory, dn string) ([]string, error) {
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: dn, Scope: ad.ScopeBase, Attributes: []string{"tokenGroups"}})
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range found {
		for _, raw := range e.Values("tokenGroups") {
			sid, err := ad.DecodeSID(raw)
			if err != nil {
				return nil, &ad.Problem{Kind: ad.ProblemProtocol, What: "reading the groups of " + dn, Why: err.Error(), Err: err}
			}
			out = append(out, sid)
		}
	}
	if len(out) == 0 { // every account has a primary group
		return nil, &ad.Problem{Kind: ad.ProblemNoRight, What: "reading the groups of " + dn, Why: "tokenGroups did not come", Do: "read with an account that may see it"}
	}
	return out, nil
}
