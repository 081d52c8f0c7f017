package lookup

import (
	"bytes"
	"context"
	"hash/maphash"
	"slices"
	"strings"

	"adwalk/ad"
)

// AliasConflict is a name on one account whose covering name (host/…) another
// account holds. It can be meant: a web service under its own account on a
// host that has its HOST name. Whoever asks for other names of that class on
// that host gets the other account's key.
type AliasConflict struct {
	SPN     string     // "http/web1.contoso.lab", as written
	Holder  ad.Account // holds it
	Alias   string     // "host/web1.contoso.lab", as written
	Covered ad.Account // holds the covering name
}

// aliasAttributes are what a conflict shows of an account.
var aliasAttributes = []string{"servicePrincipalName", "objectSid", "objectGUID", "sAMAccountName", "objectClass", "userAccountControl", "pwdLastSet"}

// AliasConflicts reads every object that has a service principal name, in the
// domain or the forest, and reports the names that an alias rule of the
// directory gives to somebody else as well. Memory grows with the covering
// names only, by hashes; where nothing conflicts one scan is enough.
func AliasConflicts(ctx context.Context, dir ad.Directory, forest bool, progress Progress) ([]AliasConflict, ad.Coverage, error) {
	aliases, err := HostAliases(ctx, dir)
	if err != nil {
		return nil, ad.Coverage{}, err
	}
	s := &aliasScan{aliases: aliases, bases: map[string]bool{}, seen: newSeen(), covering: map[uint64]uint32{}, wanted: map[uint64]bool{}}
	for _, base := range aliases.of {
		s.bases[base] = true
	}
	if progress == nil {
		progress = func(int) {}
	}
	q := ad.Query{Scope: ad.ScopeSub, Forest: forest, Filter: "(servicePrincipalName=*)", Attributes: []string{"servicePrincipalName"}}
	objects := 0
	cov, err := dir.Search(ctx, q, func(e ad.Entry) error {
		if objects++; objects%1000 == 0 {
			progress(objects)
		}
		s.note(e)
		return nil
	})
	if err != nil {
		return nil, cov, err
	}
	for _, c := range s.covered {
		if owner, ok := s.covering[c.key]; ok && owner != c.owner {
			s.wanted[c.key] = true
		}
	}
	if len(s.wanted) == 0 {
		return nil, cov, nil
	}
	q.Attributes = aliasAttributes
	found := map[uint64]*aliasGroup{}
	if _, err := dir.Search(ctx, q, func(e ad.Entry) error { return s.gather(e, found) }); err != nil {
		return nil, cov, err
	}
	return conflicts(found), cov, nil
}

type aliasScan struct {
	aliases  Aliases
	bases    map[string]bool // classes that cover others
	seen     *seen           // hashes names; nothing is kept in it
	covering map[uint64]uint32
	covered  []coveredName
	wanted   map[uint64]bool
}

// coveredName is a name that is an alias: the hash of its covering name, and of
// its object.
type coveredName struct {
	key   uint64
	owner uint32
}

// classify hashes the covering name of an SPN: its own where it is one.
func (s *aliasScan) classify(value []byte) (key uint64, covers, ok bool) {
	class, rest, found := bytes.Cut(value, []byte("/"))
	if !found {
		return 0, false, false
	}
	name := strings.ToLower(string(class))
	if s.bases[name] {
		return s.seen.key(value), true, true
	}
	base, ok := s.aliases.of[name]
	if !ok {
		return 0, false, false
	}
	return s.seen.key(append([]byte(base+"/"), rest...)), false, true
}

func (s *aliasScan) note(e ad.Entry) {
	owner := uint32(maphash.String(s.seen.seed, e.DN))
	for _, v := range e.Values("servicePrincipalName") {
		key, covers, ok := s.classify(v)
		switch {
		case !ok:
		case covers:
			s.covering[key] = owner
		default:
			s.covered = append(s.covered, coveredName{key, owner})
		}
	}
}

// aliasGroup is everybody who holds a covering name or a name under it.
type aliasGroup struct{ covering, covered []Holder }

func (s *aliasScan) gather(e ad.Entry, found map[uint64]*aliasGroup) error {
	var account ad.Account
	for _, v := range e.Values("servicePrincipalName") {
		key, covers, ok := s.classify(v)
		if !ok || !s.wanted[key] {
			continue
		}
		if account.DN == "" {
			var err error
			if account, err = DecodeAccount(e); err != nil {
				return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
			}
		}
		g := found[key]
		if g == nil {
			g = &aliasGroup{}
			found[key] = g
		}
		h := Holder{Account: account, Value: string(v)}
		if covers {
			g.covering = append(g.covering, h)
		} else {
			g.covered = append(g.covered, h)
		}
	}
	return nil
}

// conflicts pairs names with the covering names of other accounts, sorted.
func conflicts(found map[uint64]*aliasGroup) []AliasConflict {
	var out []AliasConflict
	for _, g := range found {
		for _, name := range g.covered {
			for _, by := range g.covering {
				if !by.Account.Same(name.Account) && len(out) < maxDuplicates {
					out = append(out, AliasConflict{SPN: name.Value, Holder: name.Account, Alias: by.Value, Covered: by.Account})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b AliasConflict) int { return strings.Compare(fold(a.SPN)+a.Holder.DN, fold(b.SPN)+b.Holder.DN) })
	return out
}
