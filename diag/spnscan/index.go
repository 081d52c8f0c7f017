package spnscan

import (
	"cmp"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag/facts"
)

// Bounds of what a value keeps.
const (
	MaxOwners = 2000
	MaxGroups = 5000
	MaxOdd    = 5000
)

// Index gathers registrations. It keeps every value until Value is called.
type Index struct {
	aliases  map[string]bool // classes that HOST covers and that run as the machine, lower case
	web      map[string]bool // classes that HOST covers and that may run as another account
	accounts []ad.Account
	byName   map[string][]entry // folded SPN
	odd      []facts.SPNHolder
	values   int
}

type entry struct {
	value   string
	account int
}

// webClasses are the host aliases whose service may run as an account of its own
// (a web application, a name server with its own keytab); the
// others run as the machine, and a name of theirs on another account breaks them.
var webClasses = []string{"http", "www", "w3svc", "iisadmin", "msdtc", "dns"}

// New returns an empty index. Aliases are the classes that HOST covers, from
// sPNMappings.
func New(aliases []string) *Index {
	x := &Index{aliases: map[string]bool{}, web: map[string]bool{}, byName: map[string][]entry{}}
	for _, a := range aliases {
		if a = strings.ToLower(a); slices.Contains(webClasses, a) {
			x.web[a] = true
		} else {
			x.aliases[a] = true
		}
	}
	return x
}

// Add takes one account with its SPNs.
func (x *Index) Add(a ad.Account) {
	if len(a.SPNs) == 0 {
		return
	}
	n := len(x.accounts)
	x.accounts = append(x.accounts, a)
	for _, v := range a.SPNs {
		x.values++
		e := entry{v, n}
		key := strings.ToLower(v)
		x.byName[key] = append(x.byName[key], e)
		if _, suspicious := ad.SuspiciousSPN(v); suspicious {
			x.odd = append(x.odd, facts.SPNHolder{Value: v, Account: a})
		} else if _, err := ad.ParseSPN(v); err != nil {
			x.odd = append(x.odd, facts.SPNHolder{Value: v, Account: a})
		}
	}
}

// Value groups what was added.
func (x *Index) Value(cov ad.Coverage) facts.SPNScanValue {
	v := facts.SPNScanValue{Accounts: len(x.accounts), Values: x.values, Coverage: cov}
	v.Groups = slices.Concat(x.exact(), x.lookAlikes(), x.aliasConflicts(x.aliases))
	slices.SortFunc(v.Groups, func(a, b facts.SPNGroup) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.SPN, b.SPN))
	})
	if len(v.Groups) > MaxGroups {
		v.Groups, v.Coverage.Truncated = v.Groups[:MaxGroups], true
	}
	v.Apart = x.aliasConflicts(x.web)
	slices.SortFunc(v.Apart, func(a, b facts.SPNGroup) int { return strings.Compare(a.SPN, b.SPN) })
	v.Apart = v.Apart[:min(len(v.Apart), MaxOwners)]
	grouped := map[string]bool{}
	for _, g := range v.Groups {
		if g.Kind == facts.LookAlike {
			for _, h := range g.Holders {
				grouped[h.Value+"\x00"+h.Account.DN] = true
			}
		}
	}
	for _, o := range x.odd {
		if !grouped[o.Value+"\x00"+o.Account.DN] && len(v.Odd) < MaxOdd {
			v.Odd = append(v.Odd, o)
		}
	}
	v.Owners, v.OwnersCut = x.owners()
	v.Disabled = x.unable(ad.Account.Disabled)
	v.Expired = x.unable(func(a ad.Account) bool { return !a.Disabled() && a.Expired(cov.Source.At) })
	return v
}

// exact finds names that several accounts hold, in any case of the letters.
func (x *Index) exact() []facts.SPNGroup {
	var out []facts.SPNGroup
	for _, list := range x.byName {
		if g, ok := x.group(facts.ExactDuplicate, list); ok {
			g.Right, g.Why = right(g)
			out = append(out, g)
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
		seen[e.account] = true
		g.Holders = append(g.Holders, facts.SPNHolder{Value: e.value, Account: x.accounts[e.account]})
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
	for name, list := range x.byName {
		if _, suspicious := ad.SuspiciousSPN(name); suspicious {
			k := Skeleton(name)
			suspects[k] = append(suspects[k], list...)
		}
	}
	if len(suspects) == 0 {
		return nil
	}
	for name, list := range x.byName {
		if _, suspicious := ad.SuspiciousSPN(name); !suspicious {
			if k := Skeleton(name); suspects[k] != nil {
				suspects[k] = append(suspects[k], list...)
			}
		}
	}
	var out []facts.SPNGroup
	for _, list := range suspects {
		distinct := map[string]bool{}
		g := facts.SPNGroup{Kind: facts.LookAlike}
		for _, e := range list {
			distinct[strings.ToLower(e.value)] = true
			g.Holders = append(g.Holders, facts.SPNHolder{Value: e.value, Account: x.accounts[e.account]})
			if _, suspicious := ad.SuspiciousSPN(e.value); !suspicious {
				g.SPN, g.Right, g.Why = e.value, x.accounts[e.account].DN, "its value is the one that can be typed"
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

// aliasConflicts finds names of the classes, such as cifs/files1, on another
// account than the HOST name they belong to.
func (x *Index) aliasConflicts(classes map[string]bool) []facts.SPNGroup {
	var out []facts.SPNGroup
	for name, list := range x.byName {
		class, host, ok := strings.Cut(name, "/")
		if !ok || !classes[class] {
			continue
		}
		hosts := x.byName["host/"+host]
		if len(hosts) == 0 || len(list) != 1 || len(hosts) != 1 || list[0].account == hosts[0].account {
			continue // several owners of either are exact duplicates
		}
		g, _ := x.group(facts.AliasConflict, append(slices.Clone(list), hosts...))
		g.SPN = list[0].value
		if x.aliases[class] {
			g.Right, g.Why = x.accounts[hosts[0].account].DN, "this service runs as the machine, which holds "+hosts[0].value
		}
		out = append(out, g)
	}
	return out
}

// owners lists enabled accounts, the ones most likely to have no good key first.
func (x *Index) owners() ([]ad.Account, bool) {
	var out []ad.Account
	for _, a := range x.accounts {
		if !a.Disabled() {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b ad.Account) int {
		return cmp.Or(strength(a)-strength(b), a.PasswordSet.Compare(b.PasswordSet))
	})
	if len(out) > MaxOwners {
		return out[:MaxOwners], true
	}
	return out, false
}

func strength(a ad.Account) int {
	switch {
	case a.UAC.Has(ad.UACDESOnly):
		return 0
	case a.PasswordNever:
		return 1
	case !a.ETypes.AES() && !a.ETypes.Unset():
		return 2
	case a.ETypes.Unset():
		return 3
	}
	return 4
}
