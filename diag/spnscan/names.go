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
	n.fold = lower(n.fold[:0], value)
	return maphash.Bytes(n.seed, n.fold)
}

// keyOf is key for a value that is not copied.
func (n *names) keyOf(value []byte) uint64 {
	n.fold = lower(n.fold[:0], value)
	return maphash.Bytes(n.seed, n.fold)
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
func (n *names) crowded(key uint64) bool { return len(n.more[key]) > crowd }

// refs lists where a value with this hash stands.
func (n *names) refs(key uint64) []ref {
	first, ok := n.first[key]
	if !ok {
		return nil
	}
	return slices.Concat([]ref{first}, n.more[key])
}
