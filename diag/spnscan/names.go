package spnscan

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"
)

// ref is one registered value: its account and its place there.
type ref struct{ account, spn uint32 }

// names finds the values that are the same but for case. It keeps a hash of each;
// the values themselves are compared when they are looked up.
type names struct {
	seed  maphash.Seed
	first map[uint64]ref
	more  map[uint64][]ref // from the second on
	fold  []byte
}

func newNames() names {
	return names{seed: maphash.MakeSeed(), first: map[uint64]ref{}, more: map[uint64][]ref{}}
}

func (n *names) add(value string, at ref) {
	key := n.key(value)
	if _, met := n.first[key]; !met {
		n.first[key] = at
		return
	}
	n.more[key] = append(n.more[key], at)
}

// key hashes a value in small letters.
func (n *names) key(value string) uint64 {
	n.fold = n.fold[:0]
	for i := range len(value) {
		c := value[i]
		if c >= utf8.RuneSelf {
			return maphash.String(n.seed, strings.ToLower(value))
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		n.fold = append(n.fold, c)
	}
	return maphash.Bytes(n.seed, n.fold)
}

// crowd is how many values with one hash cannot be there by accident.
const crowd = 64

// crowded says that a value stands in so many places that it need not be looked up to
// know that it has several owners.
func (n *names) crowded(key uint64) bool { return len(n.more[key]) > crowd }

// refs lists where a value with this hash stands.
func (n *names) refs(key uint64) []ref {
	first, ok := n.first[key]
	if !ok {
		return nil
	}
	return slices.Concat([]ref{first}, n.more[key])
}
