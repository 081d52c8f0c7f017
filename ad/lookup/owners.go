package lookup

import (
	"context"
	"sync"

	"adwalk/ad"
)

// Owners lists the accounts of the forest that hold a service principal name,
// without regard to case. The domain controller is asked for the accounts of
// its own domain, with every attribute, and a global catalogue for those of
// the others, of which it knows fewer attributes (see Account.Unread). The
// coverage says whether the whole forest was seen.
func Owners(ctx context.Context, dir ad.Directory, spn string) ([]ad.Account, ad.Coverage, error) {
	return holders(ctx, dir, "(servicePrincipalName="+ad.EscapeFilter(spn)+")", true)
}

// holders runs a filter against the domain and, if asked, the forest, at the
// same time, and puts the answers together.
func holders(ctx context.Context, dir ad.Directory, filter string, forest bool) ([]ad.Account, ad.Coverage, error) {
	q := ad.Query{Scope: ad.ScopeSub, Filter: filter, Attributes: AccountAttributes}
	if !forest {
		var out []ad.Account
		cov, err := dir.Search(ctx, q, collect(&out, &ad.Budget{}))
		if err == nil {
			err = Settle(ctx, dir, out)
		}
		return out, cov, err
	}
	info, err := dir.Info(ctx)
	if err != nil {
		return nil, ad.Coverage{}, err
	}
	var (
		all     []ad.Account
		cov     ad.Coverage
		failure error
		both    sync.WaitGroup
		kept    ad.Budget
	)
	both.Go(func() {
		wide := q
		wide.Forest = true
		cov, failure = dir.Search(ctx, wide, collect(&all, &kept))
	})
	var own []ad.Account
	_, err = dir.Search(ctx, q, collect(&own, &kept))
	both.Wait()
	if err == nil {
		err = failure
	}
	if err != nil {
		return nil, cov, err
	}
	// The domain's own answer is the fresher one for its own accounts: a
	// catalogue on another controller may lag behind it.
	known := map[string]bool{}
	for _, a := range own {
		known[fold(a.DN)], known[a.SID] = true, true
	}
	for _, a := range all {
		has := known[fold(a.DN)] || a.SID != "" && known[a.SID]
		if !ofDomain(a.DN, info.Domain) || cov.Source.Kind != "gc" && !has {
			own = append(own, a)
		}
	}
	return own, cov, Settle(ctx, dir, own)
}

// collect decodes entries into a list, within a budget.
func collect(out *[]ad.Account, kept *ad.Budget) func(ad.Entry) error {
	return func(e ad.Entry) error {
		if err := kept.Take(e); err != nil {
			return err
		}
		a, err := DecodeAccount(e)
		if err != nil {
			return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
		}
		*out = append(*out, a)
		return nil
	}
}

// QuerySPN lists the accounts that hold a name matching the pattern, in which
// stars are wildcards, in the domain or the forest.
func QuerySPN(ctx context.Context, dir ad.Directory, pattern string, forest bool) ([]ad.Account, ad.Coverage, error) {
	return holders(ctx, dir, "(servicePrincipalName="+ad.EscapeFilterPattern(pattern)+")", forest)
}

// OwnerSet is who answers for a name.
type OwnerSet struct {
	Owners []ad.Account // hold the name itself
	// AliasOf is the name that covers this one ("host/web1.contoso.lab") and
	// AliasHeld who holds it; both only when no account has the SPN itself.
	AliasOf   string
	AliasHeld []ad.Account
	Aliases   Aliases // where the rule came from; empty when it was not needed
	Coverage  ad.Coverage
	Realm     string // of the domain controller that was asked
}

// CoveredByHost says that no account has the SPN itself, but somebody holds the
// name that the directory lets it stand for.
func (o OwnerSet) CoveredByHost() bool { return len(o.Owners) == 0 && len(o.AliasHeld) > 0 }

// OwnersWithAlias finds who answers for a name: its exact owners, and only
// when there are none, the owners of the name that it is an alias of by the
// directory's own list (HostAliases).
func OwnersWithAlias(ctx context.Context, dir ad.Directory, spn string) (OwnerSet, error) {
	return OwnersUnder(ctx, dir, spn, Aliases{})
}

// OwnersUnder is OwnersWithAlias with a list of aliases that was read before.
func OwnersUnder(ctx context.Context, dir ad.Directory, spn string, aliases Aliases) (OwnerSet, error) {
	owners, cov, err := Owners(ctx, dir, spn)
	o := OwnerSet{Owners: owners, Coverage: cov, Aliases: aliases}
	if info, infoErr := dir.Info(ctx); infoErr == nil {
		o.Realm = info.Realm
	}
	if err != nil || len(owners) > 0 {
		return o, err
	}
	if o.Aliases.Empty() {
		if o.Aliases, err = HostAliases(ctx, dir); err != nil {
			return o, err
		}
	}
	alias, ok := o.Aliases.Of(spn)
	if !ok {
		return o, nil
	}
	held, _, err := Owners(ctx, dir, alias)
	if err == nil && len(held) > 0 {
		o.AliasOf, o.AliasHeld = alias, held
	}
	return o, err
}
