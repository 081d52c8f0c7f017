package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Object is what a scenario puts into the tree: a name, a class and values as
// text. Values go past the checks of a modify, so that a fault which a
// controller would refuse today can be there all the same.
type Object struct {
	DN      string
	Class   string
	Values  map[string][]string
	Secret  *Secret
	Created time.Time // zero: 400 days before the controller's clock
}

// Plant adds an object, or replaces one of the same name. It fails for a class
// or an attribute that the schema does not have.
func (t *Tree) Plant(o Object) (*Entry, error) {
	norm, ok := NormDN(o.DN)
	chain := t.schema.Chain(o.Class)
	if !ok || chain == nil {
		return nil, fmt.Errorf("plant %s: not a name or not a class (%s)", o.DN, o.Class)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.usn++
	created := o.Created
	if created.IsZero() {
		created = t.now().Add(-400 * 24 * time.Hour)
	}
	e := &Entry{DN: o.DN, norm: norm, GUID: guidFor(norm), meta: map[string]Meta{}, Secret: o.Secret}
	attr, value := RDN(o.DN)
	e.set("objectClass", texts(chain)...)
	if a, known := t.schema.Attribute(attr); known {
		e.set(a.Name, []byte(value))
	}
	e.set("name", []byte(value))
	e.set("distinguishedName", []byte(o.DN))
	e.set("instanceType", []byte("4"))
	e.set("objectGUID", e.GUID[:])
	e.set("objectCategory", []byte("CN="+t.categoryOf(chain)+","+t.contexts.Schema))
	stamp := []byte(FormatTime(created))
	usn := []byte(strconv.FormatInt(t.usn, 10))
	e.set("whenCreated", stamp)
	e.set("whenChanged", stamp)
	e.set("uSNCreated", usn)
	e.set("uSNChanged", usn)
	names := make([]string, 0, len(o.Values))
	for n := range o.Values {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		a, known := t.schema.Attribute(n)
		if !known || a.Constructed {
			return nil, fmt.Errorf("plant %s: no attribute %s in the schema", o.DN, n)
		}
		e.set(a.Name, texts(o.Values[n])...)
	}
	for _, a := range e.attrs {
		e.meta[strings.ToLower(a.Name)] = Meta{Version: 1, Changed: created.UTC(), Originating: t.usn, By: t.dsa}
	}
	t.put(e)
	return e, nil
}

// categoryOf picks the object category of the most special class that has one.
func (t *Tree) categoryOf(chain []string) string {
	for _, c := range slices.Backward(chain) {
		if cn, ok := t.schema.category[strings.ToLower(c)]; ok {
			return cn
		}
	}
	return chain[len(chain)-1]
}

// Alter changes a planted object past all checks: the values given replace the
// attribute, none removes it. It is how faults are made.
func (t *Tree) Alter(dn, attribute string, values ...string) error {
	norm, ok := NormDN(dn)
	a, known := t.schema.Attribute(attribute)
	t.mu.Lock()
	defer t.mu.Unlock()
	old := t.entries[norm]
	if !ok || !known || old == nil {
		return fmt.Errorf("alter %s: no such object or attribute (%s)", dn, attribute)
	}
	e := old.clone()
	e.set(a.Name, texts(values)...)
	t.stamp(e, a.Name)
	t.put(e)
	return nil
}

// Hide keeps attributes of an object from every reader: they do not come, filters on them
// do not match, and the object's permissions do not let everybody read any more. The
// servers go on using them.
func (t *Tree) Hide(dn string, attributes ...string) error {
	norm, ok := NormDN(dn)
	t.mu.Lock()
	defer t.mu.Unlock()
	old := t.entries[norm]
	if !ok || old == nil {
		return fmt.Errorf("hide %s of %s: no such object", attributes, dn)
	}
	e := old.clone()
	e.hidden = attributes
	t.put(e)
	return nil
}

// AlterSecret changes the keys or rights of an object.
func (t *Tree) AlterSecret(dn string, change func(*Secret)) error {
	norm, _ := NormDN(dn)
	t.mu.Lock()
	defer t.mu.Unlock()
	old := t.entries[norm]
	if old == nil || old.Secret == nil {
		return fmt.Errorf("alter %s: no such account", dn)
	}
	e := old.clone()
	s := *old.Secret
	s.Previous = slices.Clone(s.Previous)
	change(&s)
	e.Secret = &s
	t.put(e)
	return nil
}

// Remove takes an object out of the tree.
func (t *Tree) Remove(dn string) error {
	norm, _ := NormDN(dn)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.entries[norm] == nil {
		return fmt.Errorf("remove %s: no such object", dn)
	}
	t.drop(norm)
	for _, p := range t.partners {
		p.drop(norm)
	}
	return nil
}

// stamp records a change of one attribute; the caller holds the lock.
func (t *Tree) stamp(e *Entry, attribute string) {
	t.usn++
	now := t.now().UTC()
	low := strings.ToLower(attribute)
	e.meta[low] = Meta{Version: e.meta[low].Version + 1, Changed: now, Originating: t.usn, By: t.dsa}
	e.set("uSNChanged", []byte(strconv.FormatInt(t.usn, 10)))
	e.set("whenChanged", []byte(FormatTime(now)))
}

func texts(in []string) [][]byte {
	out := make([][]byte, len(in))
	for i, s := range in {
		out[i] = []byte(s)
	}
	return out
}
