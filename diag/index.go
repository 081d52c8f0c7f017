package diag

import (
	"slices"
	"strings"
)

// index is something made from facts, and the state of the kinds it was made
// from.
type index struct {
	seen  []int
	value any
}

// Index returns what build makes from the facts of the named kinds. It is built
// once and shared by all readers of the snapshot until a fact of one of the kinds
// is put or forgotten. The key names it and must be used for one build function
// only. Build may be called by several readers at the same time; what it returns
// is shared and must not be changed.
func Index[T any](r *Reader, key string, kinds []string, build func(r *Reader) T) T {
	s := r.snap
	for _, k := range kinds {
		r.note(k)
	}
	s.mu.RLock()
	seen := make([]int, len(kinds))
	for i, k := range kinds {
		seen[i] = s.changes[k]
	}
	known, ok := s.indices[key]
	s.mu.RUnlock()
	if ok && slices.Equal(known.seen, seen) {
		return known.value.(T)
	}
	v := build(r)
	s.mu.Lock()
	s.indices[key] = index{seen, v}
	s.mu.Unlock()
	return v
}

// changed notes that facts of a kind were put or forgotten. The lock is held.
func (s *Snapshot) changed(kind string) { s.changes[kind]++ }

// All returns every fact of the kind, sorted by subject. The list is shared by all
// readers: do not change it.
func (k Kind[T]) All(r *Reader) []Fact[T] {
	return Index(r, "all\x00"+k.Name, []string{k.Name}, func(r *Reader) []Fact[T] {
		type keyed struct {
			key  string
			fact Fact[T]
		}
		r.snap.mu.RLock()
		list := make([]keyed, 0, len(r.snap.facts[k.Name]))
		for key, f := range r.snap.facts[k.Name] {
			list = append(list, keyed{key, typed[T](f)})
		}
		r.snap.mu.RUnlock()
		slices.SortFunc(list, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
		out := make([]Fact[T], 0, len(list))
		for _, f := range list {
			out = append(out, f.fact)
		}
		return out
	})
}
