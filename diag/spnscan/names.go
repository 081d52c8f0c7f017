package spnscan

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"

	"adwalk/ad/lookup/nametable"
)

// names finds the values that are the same but for case. A value is a number, in the
// order of adding. Of each a hash of 40 bits is kept; the values themselves are compared
// when they are looked up.
type names struct {
	seed   maphash.Seed
	firsts nametable.Table[uint32] // the first value with a hash
	more   [][]again               // from the second on, in pieces
	sorted []again                 // more, by key and number, once it was asked for
	dups   int
	fold   []byte
}

// again is a further value with a hash.
type again struct {
	key    uint64
	number uint32
}

// Bytes that a value takes, at most, and a further one with the same hash: growing a
// part of the table needs the old one beside the new one for a moment, and the sorted
// list stands beside the pieces.
const (
	nameSize   = 20
	againSize  = 32
	againsEach = 4096
)

func newNames() names { return names{seed: maphash.MakeSeed()} }

func (n *names) add(value string, number uint32) {
	key := n.key(value)
	if !n.firsts.Put(key, number) {
		return
	}
	if n.dups%againsEach == 0 {
		n.more = append(n.more, make([]again, 0, againsEach))
	}
	last := &n.more[len(n.more)-1]
	*last = append(*last, again{key, number})
	n.dups++
	n.sorted = nil
}

// key hashes a value in small letters.
func (n *names) key(value string) uint64 {
	n.fold = lower(n.fold[:0], value)
	return nametable.Key(maphash.Bytes(n.seed, n.fold))
}

// keyOf is key for a value that is not copied.
func (n *names) keyOf(value []byte) uint64 {
	n.fold = lower(n.fold[:0], value)
	return nametable.Key(maphash.Bytes(n.seed, n.fold))
}

// lower appends a text in small letters.
func lower[T string | []byte](to []byte, text T) []byte {
	begin := len(to)
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return append(to[:begin], strings.ToLower(string(text))...)
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		to = append(to, c)
	}
	return to
}

// crowd is how many values with one hash cannot be there by accident.
const crowd = 64

// crowded says that a value stands in so many places that it need not be looked up to
// know that it has several owners.
func (n *names) crowded(key uint64) bool { return len(n.further(key)) > crowd }

// first is the first value with this hash.
func (n *names) first(key uint64) (number uint32, ok bool) { return n.firsts.Get(key) }

// further lists the values with this hash from the second on.
func (n *names) further(key uint64) []again {
	all := n.again()
	from, ok := slices.BinarySearchFunc(all, key, byKey)
	if !ok {
		return nil
	}
	to, _ := slices.BinarySearchFunc(all[from:], key+1, byKey)
	return all[from : from+to]
}

func byKey(a again, key uint64) int { return cmp.Compare(a.key, key) }

// again is every further value, by hash and number.
func (n *names) again() []again {
	if len(n.sorted) != n.dups {
		n.sorted = make([]again, 0, n.dups)
		for _, part := range n.more {
			n.sorted = append(n.sorted, part...)
		}
		slices.SortFunc(n.sorted, func(a, b again) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.number, b.number)) })
	}
	return n.sorted
}
