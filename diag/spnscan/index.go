package spnscan

import (
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
	exact, alike := x.exact(), x.lookAlikes() // these have the room first
	conflicts, apart := x.aliasConflicts()
	v.Groups, v.Apart = slices.Concat(exact, alike, conflicts), apart
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
