package spnscan

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag/facts"
)

// exact finds names that several accounts hold, in any case of the letters.
func (x *Index) exact() []facts.SPNGroup {
	var out []facts.SPNGroup
	again := x.names.again()
	for len(again) > 0 && !x.enough(len(out)) {
		key := again[0].key
		same := map[string][]entry{} // two names may share a hash
		take := func(number uint32) {
			account, spn := x.owner(number)
			v := x.store.spn(account, spn)
			lower := strings.ToLower(v)
			list := same[lower]
			if len(list) > 0 && list[len(list)-1].account == account || len(list) > MaxOwners {
				return // written twice on one account
			}
			same[lower] = append(list, entry{v, account})
		}
		if first, ok := x.names.first(key); ok {
			take(first)
		}
		for len(again) > 0 && again[0].key == key {
			take(again[0].number)
			again = again[1:]
		}
		for _, list := range same {
			if g, ok := x.group(facts.ExactDuplicate, list); ok {
				g.Right, g.Why = right(g)
				out = append(out, g)
			}
		}
	}
	return out
}

// group makes a group of entries on at least two accounts.
func (x *Index) group(kind facts.SPNGroupKind, list []entry) (facts.SPNGroup, bool) {
	g := facts.SPNGroup{Kind: kind}
	seen := map[int]bool{}
	for _, e := range list {
		if seen[e.account] {
			continue
		}
		if len(g.Holders) == MaxOwners || len(g.Holders) > 1 && x.full() {
			x.cut = true
			break
		}
		seen[e.account] = true
		x.holders++
		g.Holders = append(g.Holders, facts.SPNHolder{Value: e.value, Account: x.account(e.account)})
	}
	if len(g.Holders) < 2 {
		return g, false
	}
	slices.SortFunc(g.Holders, func(a, b facts.SPNHolder) int { return strings.Compare(a.Account.DN, b.Account.DN) })
	g.SPN = list[0].value
	for _, e := range list {
		if _, suspicious := ad.SuspiciousSPN(e.value); !suspicious {
			g.SPN = e.value
			break
		}
	}
	return g, true
}

// lookAlikes finds values with suspicious characters whose skeleton is that of
// another value, on whichever account.
func (x *Index) lookAlikes() []facts.SPNGroup {
	suspects := map[string][]entry{}
	size := 0
	for i, number := range x.strange {
		if i == maxStrange || size > maxStrangeBytes {
			x.cut = true
			break
		}
		e := x.entry(number)
		k := Skeleton(e.value)
		suspects[k] = append(suspects[k], e)
		size += len(e.value) + len(k)
	}
	for k := range suspects {
		// What is drawn as a value of plain letters is that value in small ones.
		if _, strange := ad.SuspiciousSPN(k); !strange {
			suspects[k] = append(suspects[k], x.at(k)...)
		}
	}
	var out []facts.SPNGroup
	for _, list := range suspects {
		if x.enough(len(out)) {
			break
		}
		distinct := map[string]bool{}
		g := facts.SPNGroup{Kind: facts.LookAlike}
		for _, e := range list {
			distinct[strings.ToLower(e.value)] = true
			if len(g.Holders) == MaxOwners || len(g.Holders) > 1 && x.full() {
				x.cut = true
				continue
			}
			x.holders++
			g.Holders = append(g.Holders, facts.SPNHolder{Value: e.value, Account: x.account(e.account)})
			if _, suspicious := ad.SuspiciousSPN(e.value); !suspicious {
				g.SPN, g.Right, g.Why = e.value, x.account(e.account).DN, "its value is the one that can be typed"
			}
		}
		if len(distinct) < 2 {
			continue
		}
		if g.SPN == "" {
			g.SPN = list[0].value
		}
		slices.SortFunc(g.Holders, func(a, b facts.SPNHolder) int { return strings.Compare(a.Account.DN+a.Value, b.Account.DN+b.Value) })
		out = append(out, g)
	}
	return out
}
