package nametable

import (
	"fmt"
	"hash/maphash"
	"testing"
	"unsafe"
)

// The first value of a name stays, whatever comes later and however the table grows.
func TestTheFirstValueOfANameStays(t *testing.T) {
	var table Table[uint32]
	seed := maphash.MakeSeed()
	key := func(i int) uint64 { return Key(maphash.String(seed, fmt.Sprint("http/web", i))) }
	const names = 50_000
	shared := 0 // two names may share a key
	first := map[uint64]uint32{}
	for i := range names {
		k := key(i)
		met := table.Put(k, uint32(i))
		if _, twice := first[k]; twice != met {
			t.Fatalf("name %d: met %t", i, met)
		} else if twice {
			shared++
			continue
		}
		first[k] = uint32(i)
	}
	for i := range names {
		if got, ok := table.Get(key(i)); !ok || got != first[key(i)] {
			t.Fatalf("name %d: %d, %t", i, got, ok)
		}
	}
	if shared > 20 {
		t.Errorf("%d of %d names share a key", shared, names)
	}
	if _, ok := new(Table[uint32]).Get(key(0)); ok {
		t.Error("an empty table has a name")
	}
}

// A key has a tag, or its place would look free; a set needs no room for values.
func TestKeysAndRoom(t *testing.T) {
	for _, hash := range []uint64{0, 1, 1 << 23, 1 << 24, 1 << 32, 1<<64 - 1} {
		var set Table[struct{}]
		if k := Key(hash); set.Put(k, struct{}{}) || !set.Put(k, struct{}{}) {
			t.Errorf("hash %#x: key %#x", hash, k)
		}
	}
	if n := unsafe.Sizeof(slot[struct{}]{}); n != 4 {
		t.Errorf("a place of a set takes %d bytes", n)
	}
}
