package spnscan

import (
	"bytes"
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

// MaxBytes bounds what an index keeps, names and accounts together; a forest of
// 100,000 computers with five SPNs each takes two thirds of it.
const MaxBytes = 80 << 20

// Index gathers registrations. It keeps every value until Value is called.
type Index struct {
	aliases map[string]bool // classes that HOST covers and that run as the machine, lower case
	web     map[string]bool // classes that HOST covers and that may run as another account
	store   store
	names   names
	strange []ref // values with characters that cannot be told by eye
	odd     []ref // values that are malformed or strange
	locked  []int // enabled accounts with a lockoutTime, at most MaxOwners
	hidden  []int // accounts whose state the reader may not see, at most MaxOwners
	values  int

	unpacked map[int]ad.Account // while Value runs
	cut      bool               // there were more groups than are kept
}

// entry is a registered value that was looked up.
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
	x := &Index{aliases: map[string]bool{}, web: map[string]bool{}, names: newNames()}
	for _, a := range aliases {
		if a = strings.ToLower(a); slices.Contains(webClasses, a) {
			x.web[a] = true
		} else {
			x.aliases[a] = true
		}
	}
	return x
}

// Add takes one account with its SPNs. It returns false when the index is full; the
// account was not taken then.
func (x *Index) Add(a ad.Account) bool {
	if len(a.SPNs) == 0 {
		return true
	}
	if x.Size() > MaxBytes {
		return false
	}
	n := len(x.store.heads)
	x.store.add(a)
	if !a.Locked.IsZero() && !a.Disabled() && len(x.locked) < MaxOwners {
		x.locked = append(x.locked, n)
	}
	if hidden(a) && len(x.hidden) < MaxOwners {
		x.hidden = append(x.hidden, n)
	}
	for i, v := range a.SPNs {
		x.values++
		at := ref{uint32(n), uint32(i)}
		x.names.add(v, at)
		if _, strange := ad.SuspiciousSPN(v); strange {
			x.strange, x.odd = append(x.strange, at), append(x.odd, at)
		} else if _, err := ad.ParseSPN(v); err != nil {
			x.odd = append(x.odd, at)
		}
	}
	return true
}

// Size is about how many bytes the index keeps.
func (x *Index) Size() int { return x.store.size + 48*len(x.store.heads) + 28*x.values }

// at looks a value up, and every other that is the same but for case.
func (x *Index) at(value string) []entry {
	lower := strings.ToLower(value)
	var out []entry
	for _, e := range x.entries(x.names.key(value)) {
		if strings.ToLower(e.value) == lower { // and not another with the same hash
			out = append(out, e)
		}
	}
	return out
}

func (x *Index) entries(key uint64) []entry {
	var out []entry
	for _, r := range x.names.refs(key) {
		out = append(out, entry{x.value(r), int(r.account)})
	}
	return out
}

// value is the text of a registration.
func (x *Index) value(r ref) string { return x.store.spn(int(r.account), int(r.spn)) }

// account unpacks an account once, however many groups it is in.
func (x *Index) account(i int) ad.Account {
	a, ok := x.unpacked[i]
	if !ok {
		if x.unpacked == nil {
			x.unpacked = map[int]ad.Account{}
		}
		a = x.store.account(i)
		x.unpacked[i] = a
	}
	return a
}

// enough says that so many groups of a kind were made that more would only be cut off.
func (x *Index) enough(groups int) bool {
	if groups < 4*MaxGroups {
		return false
	}
	x.cut = true
	return true
}

// Value groups what was added.
func (x *Index) Value(cov ad.Coverage) facts.SPNScanValue {
	v := facts.SPNScanValue{Accounts: len(x.store.heads), Values: x.values, Coverage: cov}
	x.cut = false
	defer func() { x.unpacked = nil }()
	conflicts, apart := x.aliasConflicts()
	v.Groups, v.Apart = slices.Concat(x.exact(), x.lookAlikes(), conflicts), apart
	slices.SortFunc(v.Groups, func(a, b facts.SPNGroup) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.SPN, b.SPN))
	})
	if len(v.Groups) > MaxGroups {
		v.Groups, v.Coverage.Truncated = v.Groups[:MaxGroups], true
	}
	v.Coverage.Truncated = v.Coverage.Truncated || x.cut
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
	for _, r := range x.odd {
		if len(v.Odd) == MaxOdd {
			break
		}
		o := facts.SPNHolder{Value: x.value(r), Account: x.account(int(r.account))}
		if !grouped[o.Value+"\x00"+o.Account.DN] {
			v.Odd = append(v.Odd, o)
		}
	}
	v.Owners, v.OwnersCut = x.owners()
	now := cov.Source.At.Unix()
	v.Disabled = x.unable(func(h head) bool { return h.uac.Has(ad.UACDisabled) })
	v.Expired = x.unable(func(h head) bool { return !h.uac.Has(ad.UACDisabled) && h.expires != 0 && now > h.expires })
	v.Locked, v.Hidden = x.accounts(x.locked), x.accounts(x.hidden)
	return v
}

// exact finds names that several accounts hold, in any case of the letters.
func (x *Index) exact() []facts.SPNGroup {
	var out []facts.SPNGroup
	for key := range x.names.more {
		if x.enough(len(out)) {
			break
		}
		same := map[string][]entry{} // two names may share a hash
		for _, e := range x.entries(key) {
			lower := strings.ToLower(e.value)
			same[lower] = append(same[lower], e)
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
		if len(g.Holders) == MaxOwners {
			x.cut = true
			break
		}
		seen[e.account] = true
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
	for _, r := range x.strange {
		value := x.value(r)
		k := Skeleton(value)
		suspects[k] = append(suspects[k], entry{value, int(r.account)})
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
			if len(g.Holders) == MaxOwners {
				x.cut = true
				continue
			}
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

// aliasConflicts finds names that HOST covers, such as cifs/files1, on another account
// than the HOST name they belong to: those of services that run as the machine, and
// apart those of services that may run as another account.
func (x *Index) aliasConflicts() (conflicts, apart []facts.SPNGroup) {
	var class, host []byte
	for i := range x.store.heads {
		x.store.spns(i, func(_ int, value []byte) {
			slash := bytes.IndexByte(value, '/')
			if slash < 0 {
				return
			}
			class = lower(class[:0], value[:slash])
			machine, web := x.aliases[string(class)], x.web[string(class)]
			list := &conflicts
			if web {
				list = &apart
			} else if !machine {
				return
			}
			if x.enough(len(*list)) {
				return
			}
			host = append(append(host[:0], "host/"...), value[slash+1:]...)
			key := x.names.keyOf(host)
			if at, ok := x.names.first[key]; !ok || int(at.account) == i && len(x.names.more[key]) == 0 {
				return // the usual case: nobody, or the account itself
			}
			if g, ok := x.aliasConflict(string(value), string(host)); ok {
				if machine {
					host := g.Holders[slices.IndexFunc(g.Holders, func(h facts.SPNHolder) bool { return h.Value != g.SPN })]
					g.Right, g.Why = host.Account.DN, "this service runs as the machine, which holds "+host.Value
				}
				*list = append(*list, g)
			}
		})
	}
	return conflicts, apart
}

// aliasConflict groups a name with the HOST name of its host, where one account each
// holds them and not the same.
func (x *Index) aliasConflict(value, host string) (facts.SPNGroup, bool) {
	if x.names.crowded(x.names.key(value)) || x.names.crowded(x.names.key(host)) {
		return facts.SPNGroup{}, false // many of either: exact duplicates
	}
	list, hosts := x.at(value), x.at(host)
	if len(hosts) == 0 || len(list) != 1 || len(hosts) != 1 || list[0].account == hosts[0].account {
		return facts.SPNGroup{}, false // several owners of either are exact duplicates
	}
	g, ok := x.group(facts.AliasConflict, append(slices.Clone(list), hosts...))
	g.SPN = list[0].value
	return g, ok
}

// owners lists enabled accounts, the ones most likely to have no good key first.
func (x *Index) owners() ([]ad.Account, bool) {
	var enabled []int
	for i, h := range x.store.heads {
		if !h.uac.Has(ad.UACDisabled) {
			enabled = append(enabled, i)
		}
	}
	slices.SortStableFunc(enabled, func(a, b int) int {
		x, y := x.store.heads[a], x.store.heads[b]
		return cmp.Or(int(x.strength)-int(y.strength), cmp.Compare(x.set, y.set))
	})
	cut := len(enabled) > MaxOwners
	var out []ad.Account
	for _, i := range enabled[:min(len(enabled), MaxOwners)] {
		out = append(out, x.account(i))
	}
	return out, cut
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
