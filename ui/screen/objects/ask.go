package objects

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/ui/screen"
)

type children struct {
	dn   string
	list []lookup.Child
	cut  bool
	err  error
}

type object struct {
	dn     string
	object lookup.Object
	err    error
}

type found struct {
	text string
	list []lookup.Child
	cut  bool
	err  error
}

// load lists what is below a DN.
func (s *Screen) load(dn string) screen.Action {
	s.tree.loading[fold(dn)] = true
	s.tree.open[fold(dn)] = true
	dir := s.world.Access.Directory
	return screen.Task{Slot: "below " + fold(dn), Name: "listing " + dn, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		list, cov, err := lookup.Children(ctx, dir, dn)
		return children{dn, list, cov.Truncated, err}
	}}
}

// read reads one object; a newer wish replaces an older one.
func (s *Screen) read(dn string) screen.Action {
	s.reading = dn
	dir, all := s.world.Access.Directory, s.all
	return screen.Task{Slot: "read", Name: "reading " + dn, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		o, err := lookup.ReadObject(ctx, dir, dn, all)
		return object{dn, o, err}
	}}
}

// most is how many objects a search lists.
const most = 200

// search finds objects by a DN, or by a part of their names.
func (s *Screen) search(text string) screen.Action {
	if s.world.Access.Directory == nil {
		return nil
	}
	s.problem, s.note = nil, ""
	dir := s.world.Access.Directory
	return screen.Task{Slot: "search", Name: "searching for " + text, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		q := ad.Query{Scope: ad.ScopeSub, Filter: filterFor(text), Attributes: []string{"objectClass"}, Limit: most}
		if looksLikeDN(text) {
			q = ad.Query{Base: text, Scope: ad.ScopeBase, Filter: "(objectClass=*)", Attributes: []string{"objectClass"}}
		}
		entries, cov, err := ad.SearchAll(ctx, dir, q)
		out := found{text: text, cut: cov.Truncated, err: err}
		for _, e := range entries {
			c := lookup.Child{DN: e.DN, Name: firstPart(e.DN)}
			if classes := e.Texts("objectClass"); len(classes) > 0 {
				c.Class = classes[len(classes)-1]
			}
			out.list = append(out.list, c)
		}
		return out
	}}
}

func looksLikeDN(s string) bool {
	eq, comma := strings.IndexByte(s, '='), strings.IndexByte(s, ',')
	return eq > 0 && comma > eq && !strings.HasPrefix(s, "(")
}

// filterFor makes a filter of what was typed: a part of a name, with wildcards,
// or a filter in brackets as it is.
func filterFor(text string) string {
	if strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") {
		return text
	}
	p := ad.EscapeFilterPattern(text)
	if !strings.Contains(text, "*") {
		p = "*" + p + "*"
	}
	return "(|(cn=" + p + ")(sAMAccountName=" + p + ")(dNSHostName=" + p + ")(displayName=" + p + ")(userPrincipalName=" + p + ")(servicePrincipalName=" + p + "))"
}

func firstPart(dn string) string {
	for i := 0; i < len(dn); i++ {
		if dn[i] == ',' && (i == 0 || dn[i-1] != '\\') {
			dn = dn[:i]
			break
		}
	}
	_, name, ok := strings.Cut(dn, "=")
	if !ok {
		return dn
	}
	return name
}
