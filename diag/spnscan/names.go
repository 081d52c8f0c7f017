package spnscan

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"
)

// names finds the values that are the same but for case. A value is a number, in the
// order of adding. Of each a hash of 40 bits is kept; the values themselves are compared
// when they are looked up.
type names struct {
	seed   maphash.Seed
	shard  [nameShards]shard
	more   [][]again // from the second on, in pieces
	sorted []again   // more, by key and number, once it was asked for
	dups   int
	fold   []byte
}

// nameShards splits the table, so that growing one part does not double the whole.
const nameShards = 256

type shard struct {
	slots []slot // open addressing; a tag of 0 is a free place
	used  int
}

// slot is the first value with a hash.
type slot struct{ tag, number uint32 }

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
	if n.shard[key%nameShards].put(uint32(key/nameShards), number) {
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

// put keeps a value unless one with its tag is there.
func (s *shard) put(tag, number uint32) bool {
	if s.used*4 >= len(s.slots)*3 {
		old := s.slots
		s.slots = make([]slot, max(64, 2*len(old)))
		for _, o := range old {
			if o.tag != 0 {
				*s.at(o.tag) = o
			}
		}
	}
	at := s.at(tag)
	if at.tag != 0 {
		return false
	}
	*at = slot{tag, number}
	s.used++
	return true
}

// at is where a tag is, or where it belongs.
func (s *shard) at(tag uint32) *slot {
	mask := uint32(len(s.slots) - 1)
	i := tag & mask
	for s.slots[i].tag != 0 && s.slots[i].tag != tag {
		i = (i + 1) & mask
	}
	return &s.slots[i]
}

// key hashes a value in small letters.
func (n *names) key(value string) uint64 {
	n.fold = lower(n.fold[:0], value)
	return short(maphash.Bytes(n.seed, n.fold))
}

// keyOf is key for a value that is not copied.
func (n *names) keyOf(value []byte) uint64 {
	n.fold = lower(n.fold[:0], value)
	return short(maphash.Bytes(n.seed, n.fold))
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

// short makes a key of a hash: 8 bits for the shard, 32 for the tag, which is not 0.
func short(hash uint64) uint64 {
	key := hash >> 24
	if key/nameShards == 0 {
		key |= nameShards
	}
	return key
}

// crowd is how many values with one hash cannot be there by accident.
const crowd = 64

// crowded says that a value stands in so many places that it need not be looked up to
// know that it has several owners.
func (n *names) crowded(key uint64) bool { return len(n.further(key)) > crowd }

// first is the first value with this hash.
func (n *names) first(key uint64) (number uint32, ok bool) {
	s := &n.shard[key%nameShards]
	if s.used == 0 {
		return 0, false
	}
	at := s.at(uint32(key / nameShards))
	return at.number, at.tag != 0
}

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
