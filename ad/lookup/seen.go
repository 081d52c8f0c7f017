package lookup

import (
	"hash/maphash"
	"unicode/utf8"

	"adwalk/ad"
)

// shards splits the table so that growing one part does not double the whole.
const shards = 256

// seen remembers which names a scan has met. It keeps 40 bits of a hash of each, which
// costs about 7 bytes a name: among a million names, two or three pass for met that were
// not, and are found to have one holder when they are looked up.
type seen struct {
	seed  maphash.Seed
	shard [shards]struct {
		tags []uint32 // open addressing; 0 is a free place
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

func (s *seen) hash(b []byte) uint64 { return maphash.Bytes(s.seed, b) }

// add remembers a name and says whether it was met before.
func (s *seen) add(key uint64) (met bool) {
	sh, tag := &s.shard[key%shards], max(1, uint32(key>>32))
	if sh.used*4 >= len(sh.tags)*3 {
		old := sh.tags
		sh.tags = make([]uint32, max(64, 2*len(old)))
		for _, k := range old {
			if k != 0 {
				sh.tags[place(sh.tags, k)] = k
			}
		}
	}
	i := place(sh.tags, tag)
	if sh.tags[i] == tag {
		return true
	}
	sh.tags[i] = tag
	sh.used++
	return false
}

// place finds where a tag is, or where it belongs.
func place(tags []uint32, tag uint32) uint32 {
	mask := uint32(len(tags) - 1)
	i := tag & mask
	for tags[i] != 0 && tags[i] != tag {
		i = (i + 1) & mask
	}
	return i
}
