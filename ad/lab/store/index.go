package store

import (
	"maps"
	"slices"
)

// indexed are the attributes by which objects are found without reading all of them.
var indexed = map[string]bool{"servicePrincipalName": true, "sAMAccountName": true, "userPrincipalName": true, "objectSid": true}

// index finds objects by the values of the indexed attributes.
type index map[indexKey][]string // normalised DNs, in the order in which they got the value

type indexKey struct{ attribute, value string }

func (t *Tree) keysOf(e *Entry) map[indexKey]bool {
	keys := map[indexKey]bool{}
	for name := range indexed {
		a, _ := t.schema.Attribute(name)
		for _, v := range e.Get(name) {
			keys[indexKey{name, fold(a.Syntax, v)}] = true
		}
	}
	return keys
}

// reindex moves an object from the keys of its old values to those of its new ones;
// old is nil for a new object.
func (t *Tree) reindex(old, e *Entry) {
	gone := map[indexKey]bool{}
	if old != nil {
		gone = t.keysOf(old)
	}
	for k := range t.keysOf(e) {
		if !gone[k] {
			t.index[k] = append(t.index[k], e.norm)
		}
		delete(gone, k)
	}
	for k := range gone {
		if t.index[k] = slices.DeleteFunc(t.index[k], func(n string) bool { return n == e.norm }); len(t.index[k]) == 0 {
			delete(t.index, k)
		}
	}
}

func (x index) clone() index {
	out := maps.Clone(x)
	for k, v := range out {
		out[k] = slices.Clone(v)
	}
	return out
}

// holders are the objects that have a value of an indexed attribute.
func (t *Tree) holders(attribute, value string) []string {
	a, _ := t.schema.Attribute(attribute)
	return t.index[indexKey{a.Name, fold(a.Syntax, []byte(value))}]
}

// candidates returns the normalised DNs of all objects that a filter can match, nil and
// false where the index does not tell.
func (t *Tree) candidates(f Filter) (norms []string, ok bool) {
	switch f.op {
	case opNever:
		return nil, true
	case opEqual:
		if a, known := t.schema.Attribute(f.attr); known && indexed[a.Name] {
			return t.holders(a.Name, string(f.value)), true
		}
	case opAnd:
		for _, s := range f.sub {
			if norms, ok = t.candidates(s); ok {
				return norms, true
			}
		}
	case opOr:
		var all []string
		for _, s := range f.sub {
			if norms, ok = t.candidates(s); !ok {
				return nil, false
			}
			all = append(all, norms...)
		}
		return all, true
	}
	return nil, false
}
