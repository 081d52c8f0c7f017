package lookup

import (
	"hash/maphash"
	"unicode/utf8"

	"adwalk/ad"
	"adwalk/ad/lookup/nametable"
)

// seen remembers which names a scan has met. Two or three of a million names pass for met
// that were not, and are found to have one holder when they are looked up.
type seen struct {
	seed  maphash.Seed
	table nametable.Table[struct{}]
	fold  []byte
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
func (s *seen) add(key uint64) (met bool) { return s.table.Put(nametable.Key(key), struct{}{}) }
