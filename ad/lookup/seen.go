package lookup

import (
	"hash/maphash"
	"unicode/utf8"

	"adwalk/ad"
)

// shards splits the table so that growing one part does not double the whole.
const shards = 256

// seen remembers which names a scan has met and, in 32 bits, on which object.
// It keeps hashes only: about 17 bytes a name.
type seen struct {
	seed  maphash.Seed
	shard [shards]struct {
		keys  []uint64 // open addressing; 0 is a free place
		owner []uint32
		used  int
	}
	fold []byte
}

func newSeen() *seen { return &seen{seed: maphash.MakeSeed()} }

// key hashes a name under which Active Directory treats it as the same.
func (s *seen) key(value []byte) uint64 {
	s.fold = s.fold[:0]
	for _, c := range value {
		switch {
		case c >= utf8.RuneSelf || c < 0x20 || c == 0x7f:
			return s.hash([]byte(ad.FoldSPN(string(value))))
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		s.fold = append(s.fold, c)
	}
	return s.hash(s.fold)
}

func (s *seen) hash(b []byte) uint64 {
	if h := maphash.Bytes(s.seed, b); h != 0 {
		return h
	}
	return 1
}

// owner shortens an object's name.
func (s *seen) owner(dn string) uint32 { return uint32(maphash.String(s.seed, dn)) }

// find returns which object a name was met on first.
func (s *seen) find(key uint64) (owner uint32, ok bool) {
	sh := &s.shard[key%shards]
	if len(sh.keys) == 0 {
		return 0, false
	}
	mask := uint64(len(sh.keys) - 1)
	for i := key / shards & mask; sh.keys[i] != 0; i = (i + 1) & mask {
		if sh.keys[i] == key {
			return sh.owner[i], true
		}
	}
	return 0, false
}

// add remembers a name that find did not know.
func (s *seen) add(key uint64, owner uint32) {
	sh := &s.shard[key%shards]
	if sh.used*4 >= len(sh.keys)*3 {
		keys, owners := sh.keys, sh.owner
		n := max(64, 2*len(keys))
		sh.keys, sh.owner, sh.used = make([]uint64, n), make([]uint32, n), 0
		for i, k := range keys {
			if k != 0 {
				s.add(k, owners[i])
			}
		}
	}
	mask := uint64(len(sh.keys) - 1)
	i := key / shards & mask
	for sh.keys[i] != 0 {
		i = (i + 1) & mask
	}
	sh.keys[i], sh.owner[i] = key, owner
	sh.used++
}
