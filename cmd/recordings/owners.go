package recordings

import (
	"context"

	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/diag/timeline"
)

// LookUpOwners finds the owners of the SPNs that were asked for. The error says why
// none is known.
func LookUpOwners(ctx context.Context, s *app.Session, answers []timeline.Answer) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	var spns []string
	seen := map[string]bool{}
	for _, a := range answers {
		for _, spn := range a.SPNs {
			if !seen[spn] {
				seen[spn] = true
				spns = append(spns, spn)
			}
		}
	}
	aliases, err := lookup.HostAliases(ctx, dir)
	if err != nil {
		return err
	}
	known := map[string]lookup.SPNOwners{}
	for _, spn := range spns[:min(len(spns), maxLookedUp)] {
		set, err := lookup.OwnersUnder(ctx, dir, spn, aliases)
		if err != nil {
			return err
		}
		known[spn] = lookup.DescribeOwners(spn, set)
	}
	for i := range answers {
		for _, spn := range answers[i].SPNs {
			o, ok := known[spn]
			if !ok {
				o = lookup.SPNOwners{SPN: spn, Owners: []string{}, Text: "not looked up: there are more SPNs than are looked up in one run"}
			}
			answers[i].Owners = append(answers[i].Owners, o)
		}
	}
	return nil
}

// maxLookedUp bounds the searches of one run.
const maxLookedUp = 200
