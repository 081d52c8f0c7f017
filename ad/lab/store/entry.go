package store

import (
	"slices"
	"strings"
	"time"
)

// Values is one attribute of an entry, named as the schema spells it.
type Values struct {
	Name   string
	Values [][]byte
}

// Meta is the replication metadata of one attribute (MS-ADTS 3.1.1.1.9).
type Meta struct {
	Version     int
	Changed     time.Time // UTC
	Originating int64     // USN on the controller that wrote it
	By          string    // DN of that controller's NTDS settings
}

// Entry is one object. It is never changed once a Tree holds it.
type Entry struct {
	DN     string
	norm   string
	GUID   [16]byte
	attrs  []Values
	meta   map[string]Meta // by lower-case attribute name
	hidden []string        // attributes that no reader sees
	Secret *Secret         // keys and rights, nil for objects that cannot log in
}

// Get returns the values of an attribute, nil when absent.
func (e *Entry) Get(name string) [][]byte {
	for i := range e.attrs {
		if strings.EqualFold(e.attrs[i].Name, name) {
			return e.attrs[i].Values
		}
	}
	return nil
}

// Text returns the first value as text, "" when absent.
func (e *Entry) Text(name string) string {
	if v := e.Get(name); len(v) > 0 {
		return string(v[0])
	}
	return ""
}

// Texts returns all values as text.
func (e *Entry) Texts(name string) []string {
	var out []string
	for _, v := range e.Get(name) {
		out = append(out, string(v))
	}
	return out
}

// Int returns the first value as a number, 0 when absent or not a number.
func (e *Entry) Int(name string) int64 {
	n, _ := parseInt(e.Text(name))
	return n
}

// IsA says whether the entry has an object class, in any case.
func (e *Entry) IsA(class string) bool {
	return slices.ContainsFunc(e.Texts("objectClass"), func(c string) bool { return strings.EqualFold(c, class) })
}

// hides says whether readers do not see an attribute of the object.
func (e *Entry) hides(name string) bool {
	return slices.ContainsFunc(e.hidden, func(h string) bool { return strings.EqualFold(h, name) })
}

// Attributes lists what the entry holds, constructed attributes left out.
func (e *Entry) Attributes() []Values { return e.attrs }

// clone makes a copy that may be changed until it is put into a tree.
func (e *Entry) clone() *Entry {
	c := *e
	c.attrs = make([]Values, len(e.attrs))
	for i, a := range e.attrs {
		c.attrs[i] = Values{a.Name, slices.Clone(a.Values)}
	}
	c.meta = make(map[string]Meta, len(e.meta))
	for k, v := range e.meta {
		c.meta[k] = v
	}
	return &c
}

// set replaces the values of an attribute; none removes it.
func (e *Entry) set(name string, values ...[]byte) {
	i := slices.IndexFunc(e.attrs, func(a Values) bool { return strings.EqualFold(a.Name, name) })
	switch {
	case len(values) == 0 && i >= 0:
		e.attrs = slices.Delete(e.attrs, i, i+1)
	case len(values) == 0:
	case i >= 0:
		e.attrs[i].Values = values
	default:
		e.attrs = append(e.attrs, Values{name, values})
	}
}
