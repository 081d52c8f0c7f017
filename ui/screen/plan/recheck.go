package plan

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag/fix"
	"adwalk/ui/screen"
)

// recheck looks for owners of every name that will be added, once more and in
// the whole forest, right before anything is written: the plan was made from
// answers that may be minutes old. An owner that the plan itself does not take
// the name from stops everything.
func recheck(ctx context.Context, dir ad.Directory, p fix.Plan, report func(any)) *ad.Problem {
	if dir == nil {
		return nil
	}
	leaves := map[string]bool{} // names that the plan takes from an object
	for _, c := range p.Changes {
		if c.Change.Op == ad.DeleteValue {
			leaves[ad.FoldSPN(c.Change.Value)+"\x00"+strings.ToLower(c.Change.DN)] = true
		}
	}
	for i, c := range p.Changes {
		if c.Change.Op != ad.AddValue || !strings.EqualFold(c.Change.Attribute, "servicePrincipalName") {
			continue
		}
		report(screen.Progress{Text: fmt.Sprintf("looking once more for owners, %d of %d: %s", i+1, len(p.Changes), c.Change.Value)})
		owners, _, err := lookup.Owners(ctx, dir, c.Change.Value)
		if err != nil {
			return ad.AsProblem(err, ad.ProblemUnreachable, "looking for owners before the write")
		}
		for _, o := range owners {
			dn := strings.ToLower(o.DN)
			if dn == strings.ToLower(c.Change.DN) || leaves[ad.FoldSPN(c.Change.Value)+"\x00"+dn] {
				continue
			}
			return &ad.Problem{Kind: ad.ProblemRefused, What: "the forest changed since the plan was made",
				Why: fmt.Sprintf("%s is held by %s (%s) now", c.Change.Value, o.Label(), o.DN), Do: "go back with esc and press R to walk again; nothing was written"}
		}
	}
	return nil
}
