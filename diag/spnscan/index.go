package spnscan

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
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

// MaxBytes bounds what an index keeps, names and accounts together: 125,000 computers
// with eight SPNs each, or what a directory makes up of as many bytes.
const MaxBytes = 36 << 20

// Bounds of what Value takes beside it: values that are compared by their looks, and
// accounts that are unpacked for groups and lists.
const (
	maxStrange      = 20_000
	maxStrangeBytes = 4 << 20
	maxHolders      = 24_000
	maxUnpacked     = 16 << 20
)

// Index gathers registrations. It keeps every value until Value is called.
type Index struct {
	aliases map[string]bool // classes that HOST covers and that run as the machine, lower case
	web     map[string]bool // classes that HOST covers and that may run as another account
	store   store
	names   names
	strange []uint32 // values with characters that cannot be told by eye
	odd     []uint32 // values that are malformed or strange
	locked  []int    // enabled accounts with a lockoutTime, at most MaxOwners
	hidden  []int    // accounts whose state the reader may not see, at most MaxOwners

	unpacked map[int]ad.Account // while Value runs
	bytes    int                // of them
	holders  int                // in all groups
	cut      bool               // there was more than is kept
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
	n, first := x.store.count, x.store.values
	x.store.add(a)
	if !a.Locked.IsZero() && !a.Disabled() && len(x.locked) < MaxOwners {
		x.locked = append(x.locked, n)
	}
	if hidden(a) && len(x.hidden) < MaxOwners {
		x.hidden = append(x.hidden, n)
	}
	for i, v := range a.SPNs {
		number := uint32(first + i)
		x.names.add(v, number)
		if _, strange := ad.SuspiciousSPN(v); strange {
			x.strange, x.odd = append(x.strange, number), append(x.odd, number)
		} else if _, err := ad.ParseSPN(v); err != nil {
			x.odd = append(x.odd, number)
		}
	}
	return true
}

// Size is about how many bytes the index keeps.
func (x *Index) Size() int {
	return x.store.size + x.store.shared.size + nameSize*x.store.values + againSize*x.names.dups + 10*(len(x.strange)+len(x.odd))
}

// owner is the account that has a value, and the value's place there.
func (x *Index) owner(number uint32) (account, spn int) {
	account = sort.Search(x.store.count, func(i int) bool { return x.store.head(i).first > number }) - 1
	return account, int(number - x.store.head(account).first)
}

// entry looks a value up by its number.
func (x *Index) entry(number uint32) entry {
	account, spn := x.owner(number)
	return entry{x.store.spn(account, spn), account}
}

// at looks a value up, and every other that is the same but for case, each account
// once and no more accounts than a group shows.
func (x *Index) at(value string) []entry {
	lower, key := strings.ToLower(value), x.names.key(value)
	var out []entry
	take := func(number uint32) {
		account, spn := x.owner(number)
		if len(out) > 0 && out[len(out)-1].account == account || len(out) > MaxOwners {
			return
		}
		if v := x.store.spn(account, spn); strings.ToLower(v) == lower { // and not another with the same hash
			out = append(out, entry{v, account})
		}
	}
	first, ok := x.names.first(key)
	if !ok {
		return nil
	}
	take(first)
	for _, a := range x.names.further(key) {
		take(a.number)
	}
	return out
}

// account unpacks an account once, however many groups it is in.
func (x *Index) account(i int) ad.Account {
	a, ok := x.unpacked[i]
	if !ok {
		if x.unpacked == nil {
			x.unpacked = map[int]ad.Account{}
		}
		a = x.store.account(i)
		x.unpacked[i] = a
		x.bytes += 600 + len(a.DN) + len(a.UPN) + len(a.Name) + len(a.DNSHostName) + 16*len(a.SPNs)
		for _, spn := range a.SPNs {
			x.bytes += len(spn)
		}
	}
	return a
}

// full says that no more accounts may be unpacked.
func (x *Index) full() bool {
	if x.bytes < maxUnpacked && x.holders < maxHolders {
		return false
	}
	x.cut = true
	return true
}

// enough says that so many groups of a kind were made that more would only be cut off.
func (x *Index) enough(groups int) bool {
	if groups < 2*MaxGroups && !x.full() {
		return false
	}
	x.cut = true
	return true
}

// Value groups what was added.
func (x *Index) Value(cov ad.Coverage) facts.SPNScanValue {
	v := facts.SPNScanValue{Accounts: x.store.count, Values: x.store.values, Coverage: cov}
	x.cut, x.bytes, x.holders = false, 0, 0
	defer func() { x.unpacked = nil }()
	conflicts, apart := x.aliasConflicts()
	v.Groups, v.Apart = slices.Concat(x.exact(), x.lookAlikes(), conflicts), apart
	slices.SortFunc(v.Groups, func(a, b facts.SPNGroup) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.SPN, b.SPN))
	})
	if len(v.Groups) > MaxGroups {
		v.Groups, x.cut = slices.Clone(v.Groups[:MaxGroups]), true
	}
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
	// The lists below have a room of their own: groups may have used up theirs.
	x.bytes, x.holders = 0, 0
	for _, number := range x.odd {
		if len(v.Odd) == MaxOdd || x.full() {
			break
		}
		e := x.entry(number)
		o := facts.SPNHolder{Value: e.value, Account: x.account(e.account)}
		if !grouped[o.Value+"\x00"+o.Account.DN] {
			v.Odd = append(v.Odd, o)
		}
	}
	v.Owners, v.OwnersCut = x.owners()
	now := cov.Source.At.Unix()
	v.Disabled = x.unable(func(h *head) bool { return h.uac.Has(ad.UACDisabled) })
	v.Expired = x.unable(func(h *head) bool { return !h.uac.Has(ad.UACDisabled) && h.expires != 0 && now > h.expires })
	v.Locked, v.Hidden = x.accounts(x.locked), x.accounts(x.hidden)
	v.Coverage.Truncated = v.Coverage.Truncated || x.cut
	return v
}

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

// aliasConflicts finds names that HOST covers, such as cifs/files1, on another account
// than the HOST name they belong to: those of services that run as the machine, and
// apart those of services that may run as another account.
func (x *Index) aliasConflicts() (conflicts, apart []facts.SPNGroup) {
	var class, host []byte
	for i := range x.store.count {
		x.store.spns(i, func(value []byte) {
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
			first, ok := x.names.first(key)
			if !ok {
				return // the usual case: nobody
			}
			if account, _ := x.owner(first); account == i && len(x.names.further(key)) == 0 {
				return // or the account itself
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
	var enabled []uint32
	for i := range x.store.count {
		if !x.store.head(i).uac.Has(ad.UACDisabled) {
			enabled = append(enabled, uint32(i))
		}
	}
	slices.SortStableFunc(enabled, func(a, b uint32) int {
		x, y := x.store.head(int(a)), x.store.head(int(b))
		return cmp.Or(int(x.strength)-int(y.strength), cmp.Compare(x.set, y.set))
	})
	cut := len(enabled) > MaxOwners
	var out []ad.Account
	for _, i := range enabled[:min(len(enabled), MaxOwners)] {
		if x.full() {
			return out, true
		}
		out = append(out, x.account(int(i)))
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
