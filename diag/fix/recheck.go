package fix

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// Recheck looks for owners of every SPN that a plan adds, once more and in the
// whole forest, right before anything is written: the plan was made from answers
// that may be minutes old. An owner that the plan does not take the SPN from is
// the reason to write nothing; so is a search that failed. Progress may be nil.
// Without a directory nothing is looked at.
func Recheck(ctx context.Context, dir ad.Directory, p Plan, progress func(done, total int, what string)) *ad.Problem {
	if dir == nil {
		return nil
	}
	leaves := map[string]bool{} // values that the plan deletes from an object
	for _, c := range p.Changes {
		if c.Change.Op == ad.DeleteValue {
			leaves[ad.FoldSPN(c.Change.Value)+"\x00"+strings.ToLower(c.Change.DN)] = true
		}
	}
	for i, c := range p.Changes {
		if c.Change.Op != ad.AddValue || !strings.EqualFold(c.Change.Attribute, attrSPN) {
			continue
		}
		if progress != nil {
			progress(i+1, len(p.Changes), c.Change.Value)
		}
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
				Why: fmt.Sprintf("%s is on %s (%s) now", c.Change.Value, o.Label(), o.DN), Do: "walk again; nothing was written"}
		}
	}
	return nil
}
