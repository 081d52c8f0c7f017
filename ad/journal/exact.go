package journal

import (
	"slices"
	"unicode/utf8"
)

// Exact holds the bytes of values that are no UTF-8, which JSON cannot carry as text: a
// directory may hold such values, and an undo gives back what was there to the byte. A
// list is whole or absent.
type Exact struct {
	Value   []byte   `json:"value,omitempty"` // of the change
	Before  [][]byte `json:"before,omitempty"`
	After   [][]byte `json:"after,omitempty"`
	Changes [][]byte `json:"changes,omitempty"` // the values of a plan's changes, in order
}

// exactly returns what of an entry JSON would alter, nil for most.
func (e Entry) exactly() *Exact {
	var x Exact
	if !utf8.ValidString(e.Change.Value) {
		x.Value = []byte(e.Change.Value)
	}
	x.Before, x.After = exactList(e.Before), exactList(e.After)
	var values []string
	for _, c := range e.Changes {
		values = append(values, c.Value)
	}
	x.Changes = exactList(values)
	if x.Value == nil && x.Before == nil && x.After == nil && x.Changes == nil {
		return nil
	}
	return &x
}

func exactList(list []string) [][]byte {
	if !slices.ContainsFunc(list, func(s string) bool { return !utf8.ValidString(s) }) {
		return nil
	}
	out := make([][]byte, len(list))
	for i, s := range list {
		out[i] = []byte(s)
	}
	return out
}

// restore puts the exact values into their places. It says false where they are not
// those that the entry shows: somebody has edited the line.
func (e *Entry) restore() bool {
	x := e.Exact
	if x == nil {
		return true
	}
	if x.Value != nil {
		if shown(x.Value) != e.Change.Value {
			return false
		}
		e.Change.Value = string(x.Value)
	}
	for _, l := range []struct {
		exact [][]byte
		texts []string
	}{{x.Before, e.Before}, {x.After, e.After}} {
		if l.exact == nil {
			continue
		}
		if len(l.exact) != len(l.texts) {
			return false
		}
		for i, b := range l.exact {
			if shown(b) != l.texts[i] {
				return false
			}
			l.texts[i] = string(b)
		}
	}
	if x.Changes != nil && len(x.Changes) != len(e.Changes) {
		return false
	}
	for i, b := range x.Changes {
		if shown(b) != e.Changes[i].Value {
			return false
		}
		e.Changes[i].Value = string(b)
	}
	return true
}

// shown is what JSON makes of a text: each byte that is no UTF-8 becomes U+FFFD.
func shown(b []byte) string { return string([]rune(string(b))) }
