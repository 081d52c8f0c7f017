package store

import (
	"crypto/sha256"
	"slices"
	"sync"
	"time"

	"adwalk/ad"
)

// Tree is the database of one domain controller. It is safe for concurrent
// use.
type Tree struct {
	mu       *sync.RWMutex // one for all controllers of a domain: a change reaches several at once
	schema   *Schema
	entries  map[string]*Entry // by normalised DN
	order    []string          // normalised DNs in the order of creation
	index    index
	usn      int64
	now      func() time.Time
	dsa      string // DN of this controller's NTDS settings
	contexts Contexts
	bases    []string // the contexts, normalised
	partners []*Tree  // controllers that get every change at once
	modifies int
}

// Contexts are the naming contexts of a controller, as distinguished names.
type Contexts struct {
	Domain, Configuration, Schema, Root string
}

// NewTree makes an empty database. now is the controller's clock.
func NewTree(contexts Contexts, dsa string, now func() time.Time) *Tree {
	t := &Tree{mu: new(sync.RWMutex), schema: DefaultSchema, entries: map[string]*Entry{}, index: index{}, usn: 12000,
		now: now, dsa: dsa, contexts: contexts}
	for _, c := range []string{contexts.Domain, contexts.Configuration, contexts.Schema} {
		norm, _ := NormDN(c)
		t.bases = append(t.bases, norm)
	}
	return t
}

// Clone copies the database for another controller of the same domain.
func (t *Tree) Clone(dsa string) *Tree {
	t.mu.RLock()
	defer t.mu.RUnlock()
	c := NewTree(t.contexts, dsa, t.now)
	c.mu = t.mu
	c.usn = t.usn + 3517 // update sequence numbers are each controller's own
	c.order = slices.Clone(t.order)
	for k, e := range t.entries {
		c.entries[k] = e
	}
	c.index = t.index.clone()
	return c
}

// ReplicateTo makes every later change of this tree appear in a clone of it as
// well, without delay, as between two controllers of one site.
func (t *Tree) ReplicateTo(other *Tree) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.partners = append(t.partners, other)
}

// Contexts returns the naming contexts.
func (t *Tree) Contexts() Contexts { return t.contexts }

// Schema returns the schema.
func (t *Tree) Schema() *Schema { return t.schema }

// DSA returns the DN of the controller's NTDS settings.
func (t *Tree) DSA() string { return t.dsa }

// Now reads the controller's clock.
func (t *Tree) Now() time.Time { return t.now().UTC() }

// HighestUSN returns the last update sequence number that was used.
func (t *Tree) HighestUSN() int64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.usn
}

// Modifies counts the modify operations that reached the tree, refused ones
// included.
func (t *Tree) Modifies() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.modifies
}

// Find returns the object with a distinguished name, nil when there is none.
func (t *Tree) Find(dn string) *Entry {
	norm, ok := NormDN(dn)
	if !ok {
		return nil
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.entries[norm]
}

// Select returns the objects that satisfy a filter, in order of creation.
func (t *Tree) Select(f Filter) []*Entry {
	t.mu.RLock()
	defer t.mu.RUnlock()
	var out []*Entry
	t.each(f, func(e *Entry) bool {
		if t.match(f, e) == yes {
			out = append(out, e)
		}
		return true
	})
	return out
}

// Owners returns the objects that hold an SPN, compared as a domain controller
// does: without regard to case.
func (t *Tree) Owners(spn string) []*Entry {
	t.mu.RLock()
	defer t.mu.RUnlock()
	var out []*Entry
	for _, norm := range t.holders("servicePrincipalName", spn) {
		out = append(out, t.entries[norm])
	}
	return out
}

// each walks the entries that a filter can match, in the order of creation; the caller
// holds the lock.
func (t *Tree) each(f Filter, visit func(*Entry) bool) {
	keys := t.order
	if norms, ok := t.candidates(f); ok && len(norms) < 2 {
		keys = norms
	} else if ok {
		hits := map[string]bool{}
		for _, n := range norms {
			hits[n] = true
		}
		keys = make([]string, 0, len(hits))
		for _, n := range t.order {
			if hits[n] {
				keys = append(keys, n)
			}
		}
	}
	for _, k := range keys {
		if e := t.entries[k]; e != nil && !visit(e) {
			return
		}
	}
}

// put stores an entry here and at the partners; the caller holds the lock.
func (t *Tree) put(e *Entry) {
	t.store(e)
	for _, p := range t.partners {
		p.usn++
		p.store(e)
	}
}

// store keeps an entry under its name, and the index with it.
func (t *Tree) store(e *Entry) {
	old := t.entries[e.norm]
	if old == nil {
		t.order = append(t.order, e.norm)
	}
	t.reindex(old, e)
	t.entries[e.norm] = e
}

// drop takes an object out; the caller holds the lock.
func (t *Tree) drop(norm string) {
	old := t.entries[norm]
	if old == nil {
		return
	}
	t.reindex(old, &Entry{norm: norm})
	delete(t.entries, norm)
	t.order = slices.DeleteFunc(t.order, func(n string) bool { return n == norm })
	t.usn++
}

// guidFor makes an identity that is the same in every run of a scenario.
func guidFor(norm string) [16]byte {
	sum := sha256.Sum256([]byte("lab object " + norm))
	var g [16]byte
	copy(g[:], sum[:])
	g[7] = g[7]&0x0f | 0x40 // version 4 in the wire's byte order
	g[8] = g[8]&0x3f | 0x80
	return g
}

// SIDBytes encodes a textual SID; it panics on a constant that is wrong, for
// the lab's own tables only.
func SIDBytes(sid string) []byte {
	b, err := ad.EncodeSID(sid)
	if err != nil {
		panic(err)
	}
	return b
}

// Isolate ends replication to other controllers.
func (t *Tree) Isolate() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.partners = nil
}
