package objects

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

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
	names  map[string]string // of SIDs and GUIDs in its permissions
	err    error
}

// namesIn finds the names in an object's security descriptors.
func namesIn(ctx context.Context, dir ad.Directory, o lookup.Object) map[string]string {
	names := map[string]string{}
	for _, a := range o.Attributes {
		for _, v := range a.Values {
			if v.Kind != lookup.KindDescriptor {
				continue
			}
			if sd, err := lookup.DecodeSecurityDescriptor(v.Raw); err == nil {
				maps.Copy(names, lookup.ACLNames(ctx, dir, sd))
			}
		}
	}
	return names
}

type found struct {
	text   string
	list   []lookup.Child
	cut    bool
	read   int      // partitions that were searched
	unread []string // partitions that could not be
	first  error    // why the first of them could not
	err    error

	counted bool // only the number was asked for
	number  int
}

// note says what was found, and where nobody looked.
func (f found) note() string {
	n := len(f.list)
	if f.counted {
		n = f.number
	}
	out := screen.Count(n, "object") + " found for “" + f.text + "”"
	if f.read > 1 {
		out += " in " + screen.Count(f.read, "partition")
	}
	if f.cut {
		out += ", more exist"
	}
	if len(f.unread) > 0 && f.first != nil {
		out += "; not searched: " + strings.Join(f.unread, ", ") + " (" + f.first.Error() + ")"
	}
	return out
}

// load lists what is below a DN.
func (s *Screen) load(dn string) screen.Action {
	s.tree.loading[fold(dn)] = true
	s.tree.open[fold(dn)] = true
	dir, deleted := s.dir(), s.deleted
	return screen.Task{Slot: "below " + fold(dn), Name: "listing " + dn, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		list, cov, err := lookup.Children(ctx, dir, dn, deleted)
		return children{dn, list, cov.Truncated, err}
	}}
}

// read reads one object; a newer wish replaces an older one.
func (s *Screen) read(dn string) screen.Action {
	s.reading, s.resting = dn, false
	dir, all := s.dir(), s.all
	return screen.Task{Slot: "read", Name: "reading " + dn, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		o, err := lookup.ReadObject(ctx, dir, dn, all)
		return object{dn: dn, object: o, names: namesIn(ctx, dir, o), err: err}
	}}
}

// settle is how long the cursor must rest before the object under it is read:
// who holds an arrow key down asks for the last object only.
const settle = 150 * time.Millisecond

// rested says that the cursor rests on an object, which is read now.
type rested struct{ dn string }

// Moved reads the object under the cursor once the cursor rests.
func (s *Screen) Moved() screen.Action {
	rows := s.tree.flat()
	if s.right || s.world.Access.Directory == nil || s.list.Cursor >= len(rows) || rows[s.list.Cursor].head {
		return nil
	}
	dn := rows[s.list.Cursor].child.DN
	if s.object != nil && strings.EqualFold(s.object.DN, dn) && s.reading == "" {
		return nil
	}
	showing := s.object != nil || s.resting
	t := s.read(dn).(screen.Task)
	// What the pane shows is of another row: nothing can be done with it any more, but it
	// stands until the cursor rests. To clear it at each move costs more than the move.
	s.object, s.resting = nil, showing
	read := t.Do
	t.Later = true
	t.Do = func(ctx context.Context, report func(any)) any {
		rest := time.NewTimer(settle)
		defer rest.Stop()
		select {
		case <-rest.C:
			report(screen.Progress{})
			report(rested{dn})
			return read(ctx, report)
		case <-ctx.Done():
			return object{dn: dn, err: ctx.Err()}
		}
	}
	return t
}

// most is how many objects a search lists.
const most = 200

// search finds objects by a DN, or by a part of their names, in every partition
// that the domain controller has; what search syntax adds is in parseSearch.
func (s *Screen) search(text string) screen.Action {
	dir, deleted := s.dir(), s.deleted
	if dir == nil {
		return nil
	}
	s.searches.remember(text)
	s.problem, s.note = nil, ""
	w := parseSearch(text)
	return screen.Task{Slot: "search", Name: "searching for " + text, Effect: screen.Ask, Do: func(ctx context.Context, report func(any)) any {
		if looksLikeDN(w.filter) {
			return findIn(ctx, dir, found{text: text}, ad.Query{Base: w.filter, Scope: ad.ScopeBase, Filter: "(objectClass=*)", Attributes: []string{"objectClass"}, Deleted: deleted})
		}
		roots := []string{w.base}
		if w.base == "" {
			var err error
			if roots, err = partitions(ctx, dir); err != nil {
				return found{text: text, err: err}
			}
		}
		out := found{text: text, counted: w.count}
		q := ad.Query{Scope: w.scope, Filter: filterFor(w.filter), Attributes: []string{"objectClass"}, Limit: most, Deleted: deleted}
		if w.count {
			q.Attributes, q.Limit = []string{"1.1"}, 0 // no attribute (RFC 4511 4.5.1.8)
		}
		for i, root := range roots {
			report(screen.Progress{Text: root, Done: i + 1, Total: len(roots)})
			q.Base = root
			out = findIn(ctx, dir, out, q)
			if ctx.Err() != nil {
				break
			}
		}
		if len(out.unread) == len(roots) {
			out.err = out.first
		}
		slices.SortStableFunc(out.list, func(a, b lookup.Child) int { return named(b, w.filter) - named(a, w.filter) })
		return out
	}}
}

// named is 1 for an object of just this name, which is what was meant most likely.
func named(c lookup.Child, name string) int {
	if strings.EqualFold(c.Name, name) {
		return 1
	}
	return 0
}

// findIn adds what one partition has. One that cannot be searched is named.
func findIn(ctx context.Context, dir ad.Directory, out found, q ad.Query) found {
	if out.counted {
		cov, err := dir.Search(ctx, q, func(ad.Entry) error { out.number++; return nil })
		out.cut = out.cut || cov.Truncated
		out = out.asked(q, err)
		return out
	}
	entries, cov, err := ad.SearchAll(ctx, dir, q)
	out.cut = out.cut || cov.Truncated
	out = out.asked(q, err)
	for _, e := range entries {
		if slices.ContainsFunc(out.list, func(c lookup.Child) bool { return strings.EqualFold(c.DN, e.DN) }) {
			continue // a partition below another one
		}
		c := lookup.Child{DN: e.DN, Name: firstPart(e.DN)}
		if classes := e.Texts("objectClass"); len(classes) > 0 {
			c.Class = classes[len(classes)-1]
		}
		out.list = append(out.list, c)
	}
	return out
}

// asked notes how a partition answered.
func (f found) asked(q ad.Query, err error) found {
	if err == nil {
		f.read++
		return f
	}
	f.unread = append(f.unread, q.Base)
	if f.first == nil {
		f.first = err
	}
	if q.Scope == ad.ScopeBase {
		f.err = err
	}
	return f
}

// partitions lists the naming contexts to search: the domain, the configuration,
// the schema, and those that crossRef objects name beside them, such as the DNS
// zones (MS-ADTS 6.1.1.2.1.1).
func partitions(ctx context.Context, dir ad.Directory) ([]string, error) {
	info, err := dir.Info(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	add := func(dn string) {
		if dn != "" && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, dn) }) {
			out = append(out, dn)
		}
	}
	for _, dn := range []string{info.Domain, info.Configuration, info.Schema} {
		add(dn)
	}
	refs, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: "CN=Partitions," + info.Configuration, Scope: ad.ScopeOne, Filter: "(&(objectClass=crossRef)(!(nETBIOSName=*)))", Attributes: []string{"nCName"}, Limit: most})
	if err == nil { // without them the three that every controller has are searched
		for _, r := range refs {
			add(r.Text("nCName"))
		}
	}
	return out, nil
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
