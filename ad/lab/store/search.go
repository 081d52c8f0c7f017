package store

import (
	"fmt"
	"strings"
)

// Result codes of RFC 4511 4.1.9 that the lab gives.
const (
	Success            = 0
	OperationsError    = 1
	ProtocolError      = 2
	SizeLimitExceeded  = 4
	AuthMethodNotSupp  = 7
	StrongAuthRequired = 8
	Referral           = 10
	UnavailableCritExt = 12
	SASLInProgress     = 14
	NoSuchAttribute    = 16
	UndefinedAttribute = 17
	ConstraintViolated = 19
	ValueExists        = 20
	InvalidSyntax      = 21
	NoSuchObject       = 32
	InvalidDN          = 34
	InvalidCredentials = 49
	InsufficientRights = 50
	Unwilling          = 53
)

// Result is how a controller answers an operation: a code, and the text that
// an operator finds in the tools.
type Result struct {
	Code    int
	Matched string // DN of the closest object that exists, for noSuchObject
	Text    string
}

// Scopes of RFC 4511 4.5.1.2.
const (
	ScopeBase = 0
	ScopeOne  = 1
	ScopeSub  = 2
)

// Search calls visit for every object below base that satisfies the filter, in
// the order of creation, until visit returns false. gc searches the partial
// copy of the whole forest, where an empty base is valid.
func (t *Tree) Search(base string, scope int, f Filter, gc bool, visit func(*Entry) bool) Result {
	t.mu.RLock()
	norm, ok := t.named(base)
	t.mu.RUnlock()
	if !ok {
		norm, ok = NormDN(base)
	}
	if !ok {
		return Result{Code: InvalidDN, Text: "0000208F: NameErr: DSID-03100225, problem 2006 (BAD_NAME), data 8350, best match of:\n\t'" + clip(base) + "'\n\x00"}
	}
	t.mu.RLock()
	hits, res := t.collect(norm, scope, f, gc)
	t.mu.RUnlock()
	for _, e := range hits {
		if !visit(e) {
			break
		}
	}
	return res
}

func (t *Tree) collect(norm string, scope int, f Filter, gc bool) ([]*Entry, Result) {
	if t.entries[norm] == nil && (norm != "" || !gc) {
		return nil, t.noSuchObject(norm)
	}
	f = f.onGC(gc, t.schema)
	var hits []*Entry
	add := func(e *Entry) bool {
		in := under(e.norm, norm)
		switch scope {
		case ScopeBase:
			in = e.norm == norm
		case ScopeOne:
			in = parentNorm(e.norm) == norm && e.norm != norm
		}
		// A search does not cross into another naming context, except on a
		// global catalogue, which holds them as one tree.
		if in && !gc && scope != ScopeBase && t.contextOf(e.norm) != t.contextOf(norm) {
			in = false
		}
		if in && t.match(f, e) == yes {
			hits = append(hits, e)
		}
		return true
	}
	if scope == ScopeBase {
		if e := t.entries[norm]; e != nil {
			add(e)
		}
		return hits, Result{}
	}
	t.each(f, add)
	return hits, Result{}
}

// contextOf names the naming context that a normalised name lies in.
func (t *Tree) contextOf(norm string) string {
	best := ""
	for _, n := range t.bases {
		if under(norm, n) && len(n) > len(best) {
			best = n
		}
	}
	return best
}

// onGC replaces the parts of a filter that ask for attributes which are not in
// the partial attribute set: a global catalogue cannot match them.
func (f Filter) onGC(gc bool, s *Schema) Filter {
	if !gc {
		return f
	}
	if f.attr != "" {
		if a, known := s.Attribute(f.attr); known && !a.InGC {
			return Filter{op: opNever}
		}
		return f
	}
	sub := make([]Filter, len(f.sub))
	for i := range f.sub {
		sub[i] = f.sub[i].onGC(gc, s)
	}
	f.sub = sub
	return f
}

func (t *Tree) noSuchObject(norm string) Result {
	best := ""
	for p := norm; p != ""; p = parentNorm(p) {
		if e := t.entries[p]; e != nil {
			best = e.DN
			break
		}
	}
	return Result{Code: NoSuchObject, Matched: best,
		Text: fmt.Sprintf("0000208D: NameErr: DSID-0310028D, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'%s'\n\x00", best)}
}

func clip(s string) string {
	if len(s) > 200 {
		s = s[:200]
	}
	return strings.ToValidUTF8(s, "?")
}
