package lookup

import (
	"hash/maphash"
	"unicode/utf8"

	"adwalk/ad"
)

// shards splits the table so that growing one part does not double the whole.
const shards = 256

// seen remembers which names a scan has met. It keeps hashes only: about 13
// bytes a name.
type seen struct {
	seed  maphash.Seed
	shard [shards]struct {
		keys []uint64 // open addressing; 0 is a free place
		used int
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

// add remembers a name and says whether it was met before.
func (s *seen) add(key uint64) (met bool) {
	sh := &s.shard[key%shards]
	if sh.used*4 >= len(sh.keys)*3 {
		old := sh.keys
		sh.keys = make([]uint64, max(64, 2*len(old)))
		for _, k := range old {
			if k != 0 {
				sh.keys[place(sh.keys, k)] = k
			}
		}
	}
	i := place(sh.keys, key)
	if sh.keys[i] == key {
		return true
	}
	sh.keys[i] = key
	sh.used++
	return false
}

// place finds where a key is, or where it belongs.
func place(keys []uint64, key uint64) uint64 {
	mask := uint64(len(keys) - 1)
	i := key / shards & mask
	for keys[i] != 0 && keys[i] != key {
		i = (i + 1) & mask
	}
	return i
}
