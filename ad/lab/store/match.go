package store

import (
	"bytes"
	"strings"
)

// truth is the three-valued logic of RFC 4511 4.5.1.7.
type truth int

const (
	no truth = iota
	yes
	undefined
)

func is(b bool) truth {
	if b {
		return yes
	}
	return no
}

// match evaluates a filter on an entry. The tree is read for the in-chain
// rule only; the caller holds its lock.
func (t *Tree) match(f Filter, e *Entry) truth {
	switch f.op {
	case opAnd:
		out := yes
		for _, s := range f.sub {
			switch t.match(s, e) {
			case no:
				return no
			case undefined:
				out = undefined
			}
		}
		return out
	case opOr:
		out := no
		for _, s := range f.sub {
			switch t.match(s, e) {
			case yes:
				return yes
			case undefined:
				out = undefined
			}
		}
		return out
	case opNot:
		switch t.match(f.sub[0], e) {
		case yes:
			return no
		case no:
			return yes
		}
		return undefined
	case opNever:
		return no
	}
	return t.matchValue(f, e)
}

func (t *Tree) matchValue(f Filter, e *Entry) truth {
	if strings.EqualFold(f.attr, "anr") && (f.op == opEqual || f.op == opSubstring) {
		return matchANR(f, e)
	}
	a, known := t.schema.Attribute(f.attr)
	if !known || a.Constructed || e.hides(a.Name) {
		return undefined
	}
	values := e.Get(a.Name)
	if f.op == opPresent {
		return is(len(values) > 0)
	}
	if f.op == opExtensible {
		return t.matchRule(f, a, values)
	}
	value := f.value
	if f.op == opEqual && strings.EqualFold(a.Name, "objectCategory") && !bytes.ContainsRune(value, '=') {
		return is(t.categoryIs(e, string(value)))
	}
	for _, v := range values {
		var hit bool
		switch f.op {
		case opEqual:
			hit = fold(a.Syntax, v) == fold(a.Syntax, value)
		case opGreater:
			hit = compare(a.Syntax, v, value) >= 0
		case opLess:
			hit = compare(a.Syntax, v, value) <= 0
		case opSubstring:
			hit = a.Syntax == Text && f.substring(strings.ToLower(string(v)))
		}
		if hit {
			return yes
		}
	}
	return no
}

// substring matches a folded value against the parts of a substring filter.
func (f Filter) substring(v string) bool {
	for i, p := range f.parts {
		part := strings.ToLower(string(p))
		switch {
		case i == 0 && f.first:
			if !strings.HasPrefix(v, part) {
				return false
			}
			v = v[len(part):]
		case i == len(f.parts)-1 && f.last:
			return strings.HasSuffix(v, part)
		default:
			at := strings.Index(v, part)
			if at < 0 {
				return false
			}
			v = v[at+len(part):]
		}
	}
	return true
}

func (t *Tree) matchRule(f Filter, a Attribute, values [][]byte) truth {
	switch f.rule {
	case ruleBitAnd, ruleBitOr:
		want, ok := parseInt(string(f.value))
		if !ok || a.Syntax != Integer {
			return undefined
		}
		for _, v := range values {
			n, _ := parseInt(string(v))
			if (f.rule == ruleBitAnd && n&want == want) || (f.rule == ruleBitOr && n&want != 0) {
				return yes
			}
		}
		return no
	case ruleInChain:
		if a.Syntax != Name {
			return undefined
		}
		want, ok := NormDN(string(f.value))
		return is(ok && t.reaches(a.Name, values, want, map[string]bool{}))
	case "":
		for _, v := range values {
			if fold(a.Syntax, v) == fold(a.Syntax, f.value) {
				return yes
			}
		}
		return no
	}
	return undefined
}

// reaches follows a linked attribute from object to object.
func (t *Tree) reaches(attr string, values [][]byte, want string, seen map[string]bool) bool {
	for _, v := range values {
		n, ok := NormDN(string(v))
		if !ok || seen[n] {
			continue
		}
		seen[n] = true
		if n == want {
			return true
		}
		if next := t.entries[n]; next != nil && t.reaches(attr, next.Get(attr), want, seen) {
			return true
		}
	}
	return false
}

// categoryIs resolves a class name in an objectCategory filter.
func (t *Tree) categoryIs(e *Entry, class string) bool {
	cn, ok := t.schema.category[strings.ToLower(class)]
	if !ok {
		cn = class
	}
	_, have := RDN(e.Text("objectCategory"))
	return strings.EqualFold(have, cn)
}

// matchANR is ambiguous name resolution (MS-ADTS 3.1.1.3.1.3.4) over the
// naming attributes the lab has.
func matchANR(f Filter, e *Entry) truth {
	want := strings.ToLower(string(f.value))
	if f.op == opSubstring {
		want = strings.ToLower(string(bytes.Join(f.parts, nil)))
	}
	for _, name := range []string{"sAMAccountName", "name", "displayName", "givenName", "sn", "mail", "proxyAddresses", "legacyExchangeDN"} {
		for _, v := range e.Texts(name) {
			if strings.HasPrefix(strings.ToLower(v), want) {
				return yes
			}
		}
	}
	return no
}
