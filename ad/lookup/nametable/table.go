package nametable

// shards splits a table, so that growing one part does not double the whole.
const shards = 256

// Table keeps a value for each name, by the name's key. The zero value is empty. A table of
// struct{} costs about 7 bytes a name.
type Table[V any] struct {
	shard [shards]shard[V]
}

type shard[V any] struct {
	slots []slot[V] // open addressing; a tag of 0 is a free place
	used  int
}

type slot[V any] struct {
	value V // in front: behind the tag a value of no size would take room
	tag   uint32
}

// Key is the part of a hash by which a table tells names apart: 8 bits for the shard, 32
// for the tag, which is not 0. Among a million names two or three share it with another.
func Key(hash uint64) uint64 {
	key := hash >> 24
	if key/shards == 0 {
		key |= shards
	}
	return key
}

// Put keeps the value of a name unless there is one already. It says whether there was.
func (t *Table[V]) Put(key uint64, value V) (met bool) {
	s := &t.shard[key%shards]
	if s.used*4 >= len(s.slots)*3 {
		old := s.slots
		s.slots = make([]slot[V], max(64, 2*len(old)))
		for _, o := range old {
			if o.tag != 0 {
				*s.at(o.tag) = o
			}
		}
	}
	tag := uint32(key / shards)
	at := s.at(tag)
	if at.tag != 0 {
		return true
	}
	*at = slot[V]{value, tag}
	s.used++
	return false
}

// Get is the value that was put first under a key.
func (t *Table[V]) Get(key uint64) (value V, ok bool) {
	s := &t.shard[key%shards]
	if s.used == 0 {
		return value, false
	}
	at := s.at(uint32(key / shards))
	return at.value, at.tag != 0
}

// at is where a tag is, or where it belongs.
func (s *shard[V]) at(tag uint32) *slot[V] {
	mask := uint32(len(s.slots) - 1)
	i := tag & mask
	for s.slots[i].tag != 0 && s.slots[i].tag != tag {
		i = (i + 1) & mask
	}
	return &s.slots[i]
}
