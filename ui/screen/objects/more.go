package objects

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/ui/dialog"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
)

const (
	doWho      screen.Intent = "who"
	doMetadata screen.Intent = "metadata"
	doCompare  screen.Intent = "compare"
	doDeleted  screen.Intent = "deleted"
	doServer   screen.Intent = "server"
	doSearches screen.Intent = "searches"
	doSave     screen.Intent = "save-search"

	compareID  = "objects:compare"
	serverID   = "objects:server"
	searchesID = "objects:searches"
)

// moreBindings is the part of the key table that asks more of an object, or elsewhere.
func (s *Screen) moreBindings(noDir, noObject string) []screen.Binding {
	deleted := screen.Binding{Keys: []string{"D"}, Intent: doDeleted, Help: "deleted", Long: "list and find deleted objects, too, or no longer", Effect: screen.Ask, Why: noDir, Quiet: true}
	if s.deleted {
		deleted.Help = "without deleted"
	}
	return []screen.Binding{
		{Keys: []string{"p"}, Intent: doWho, Help: "who may write", Long: "who may write the attribute under the cursor, or the SPNs: rights, groups, owner, where they are inherited from", Effect: screen.Ask, Why: noObject},
		{Keys: []string{"m"}, Intent: doMetadata, Help: "written when", Long: "which domain controller wrote which attribute when, newest first", Effect: screen.Ask, Why: noObject},
		{Keys: []string{"="}, Intent: doCompare, Help: "compare", Long: "compare with another object, or with this one on another domain controller", Effect: screen.Ask, Why: noObject},
		{Keys: []string{"f"}, Intent: doSearches, Help: "searches", Long: "saved and recent searches", Effect: screen.Ask, Why: noDir, Quiet: true},
		{Keys: []string{"F"}, Intent: doSave, Help: "save search", Long: "save the latest search for later sessions, or give it up", Quiet: true},
		{Keys: []string{"S"}, Intent: doServer, Help: "server", Long: "read another domain controller or the global catalog on this screen", Effect: screen.Ask, Why: noDir, Quiet: true},
		deleted,
	}
}

// handleMore does what these keys mean; ok is false for another one's.
func (s *Screen) handleMore(i screen.Intent) (a screen.Action, ok bool) {
	switch i {
	case doWho:
		return s.who(), true
	case doMetadata:
		return s.metadata(), true
	case doCompare:
		p := &dialog.Prompt{ID: compareID, Head: "Compare with what?", Text: []string{"A name or DN of another object, or @HOST for this object on another domain controller, @gc for the global catalog."}, Hint: "WEB2$, @dc2.contoso.com"}
		return screen.Dialog{Dialog: p}, true
	case doServer:
		p := &dialog.Prompt{ID: serverID, Head: "Read which server on this screen?", Text: []string{"Its host name; gc for the global catalog; empty for the one in use."}, Hint: "dc2.contoso.com"}
		return screen.Dialog{Dialog: p}, true
	case doSearches:
		return s.listSearches(), true
	case doSave:
		return screen.Note{Text: s.searches.save()}, true
	case doDeleted:
		s.deleted = !s.deleted
		return s.startOver(), true
	}
	return nil, false
}

// listSearches offers the searches by number.
func (s *Screen) listSearches() screen.Action {
	all := s.searches.all()
	if len(all) == 0 {
		return screen.Note{Text: "nothing was searched for yet; / searches, F saves the latest search"}
	}
	c := &dialog.Choice{ID: searchesID, Head: "Search again"}
	for i, text := range all {
		key := string(rune('1' + i))
		mark := ""
		if i < len(s.searches.Saved) {
			mark = "  (saved)"
		}
		c.Wrapped = append(c.Wrapped, key+"  "+text+mark)
		c.Options = append(c.Options, dialog.Option{Key: key, Value: text})
	}
	for i := range c.Options {
		c.Options[i].Word = safetext.Middle(safetext.Printable(c.Options[i].Value), 12)
	}
	return screen.Dialog{Dialog: c}
}

// reached is another server that was asked for.
type reached struct {
	name string
	dir  ad.Directory
	err  error
}

// compared is in what two objects differ.
type compared struct {
	left, right string
	list        []lookup.Difference
	err         error
}

// listed is a text that was made of answers.
type listed struct {
	what, title, text string
	err               error
}

// takeMore takes what these keys led to; ok is false for another one's message.
func (s *Screen) takeMore(msg any) (a screen.Action, ok bool) {
	switch msg := msg.(type) {
	case dialog.Answer:
		v := strings.TrimSpace(msg.Value)
		switch {
		case !strings.HasPrefix(msg.ID, "objects:"):
			return nil, false
		case !msg.OK:
		case msg.ID == compareID && v != "" && s.object != nil:
			return s.compare(v), true
		case msg.ID == serverID:
			return s.useServer(v), true
		case msg.ID == searchesID:
			return s.search(v), true
		}
		return nil, true
	case reached:
		if msg.err != nil {
			s.problem = ad.AsProblem(msg.err, ad.ProblemUnreachable, "reading "+msg.name)
			return nil, true
		}
		s.other, s.server = msg.dir, msg.name
		return s.startOver(), true
	case listed:
		if msg.err != nil {
			s.problem = ad.AsProblem(msg.err, ad.ProblemUnreachable, msg.what)
			return nil, true
		}
		return screen.ToText{Title: msg.title, Text: msg.text}, true
	case compared:
		if msg.err != nil {
			s.problem = ad.AsProblem(msg.err, ad.ProblemUnreachable, "comparing")
			return nil, true
		}
		return screen.ToText{Title: "Objects › compare", Text: differences(msg, "‹ ", "› "), Copy: differences(msg, "< ", "> ")}, true
	}
	return nil, false
}

// differences is what a comparison found, an attribute after the other: what only the
// first object has after one sign, what only the second has after another. A pager takes
// "> " for a quotation.
func differences(c compared, first, second string) string {
	out := []string{first + c.left, second + c.right, ""}
	if len(c.list) == 0 {
		out = append(out, "No differences.")
	}
	for _, d := range c.list {
		out = append(out, "# "+d.Attribute)
		for _, v := range d.Left {
			out = append(out, first+v)
		}
		for _, v := range d.Right {
			out = append(out, second+v)
		}
		out = append(out, "")
	}
	return strings.Join(out, "\n")
}

// dir is the directory that the screen reads: the login's, or the server that was chosen.
func (s *Screen) dir() ad.Directory {
	if s.other != nil {
		return s.other
	}
	return s.world.Access.Directory
}

// reach finds a server by its name; "" is the one in use.
func (s *Screen) reach(ctx context.Context, name string) (ad.Directory, error) {
	own, other := s.world.Access.Directory, s.world.Access.Controller
	switch {
	case name == "":
		return own, nil
	case strings.EqualFold(name, "gc"):
		return lookup.InCatalog(own), nil
	case other == nil:
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "reading " + name, Why: "this console reads one domain controller only", Do: "start adwalk with --server " + name}
	}
	return other(ctx, name)
}

func (s *Screen) useServer(name string) screen.Action {
	if name == "" {
		s.other, s.server = nil, ""
		return s.startOver()
	}
	return screen.Task{Slot: "server", Name: "connecting to " + name, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		dir, err := s.reach(ctx, name)
		if err == nil {
			_, err = dir.Info(ctx)
		}
		return reached{name, dir, err}
	}}
}

// compare reads the other object, or this one elsewhere.
func (s *Screen) compare(with string) screen.Action {
	here, mine := s.dir(), *s.object
	server, elsewhere := strings.CutPrefix(with, "@")
	return screen.Task{Slot: "compare", Name: "comparing with " + with, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		dir, dn := here, mine.DN
		var err error
		if elsewhere {
			dir, err = s.reach(ctx, strings.TrimSpace(server))
		} else if dn = with; !looksLikeDN(with) {
			var a ad.Account
			a, err = lookup.Resolve(ctx, here, with)
			dn = a.DN
		}
		if err != nil {
			return compared{err: err}
		}
		right, err := lookup.ReadObject(ctx, dir, dn, false)
		if err != nil {
			return compared{err: err}
		}
		one, err := here.Info(ctx)
		if err != nil {
			return compared{err: err}
		}
		two, err := dir.Info(ctx)
		return compared{left: mine.DN + " on " + one.Server, right: right.DN + " on " + or(elsewhere && strings.EqualFold(server, "gc"), "the global catalog", two.Server), list: lookup.Compare(mine, right, nil), err: err}
	}}
}

func or(use bool, a, b string) string {
	if use {
		return a
	}
	return b
}

// who lists who may write the attribute under the cursor.
func (s *Screen) who() screen.Action {
	attribute, dir, dn := "servicePrincipalName", s.dir(), s.object.DN
	if r, ok := s.row(); ok && s.right && r.name != "nTSecurityDescriptor" {
		attribute = r.name
	}
	what := "reading who may write " + attribute
	return screen.Task{Slot: "who", Name: what, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		w, err := lookup.WhoMayWrite(ctx, dir, dn, attribute)
		return listed{what, "Objects › who may write " + attribute, strings.Join(w.Lines(), "\n"), err}
	}}
}

// metadata lists which domain controller wrote what.
func (s *Screen) metadata() screen.Action {
	dir, dn := s.dir(), s.object.DN
	const what = "reading replication metadata"
	return screen.Task{Slot: "metadata", Name: what, Effect: screen.Ask, Do: func(ctx context.Context, _ func(any)) any {
		list, source, err := lookup.Metadata(ctx, dir, dn)
		return listed{what, "Objects › written when", strings.Join(append([]string{dn, "From " + source + ". No directory keeps which account wrote; event 5136 on that domain controller may.", ""}, lookup.WrittenLines(list)...), "\n"), err}
	}}
}

// startOver reads the tree anew, and the object.
func (s *Screen) startOver() screen.Action {
	again, before := s.tree.wanted, s.tree
	s.tree, s.problem, s.note = newTree(), nil, ""
	s.list.Cursor = 0
	if again == "" && s.object != nil && len(before.found) == 1 { // it was opened by its name
		s.tree.pin(before.pinned, before.found)
		s.list.Cursor = 1
	}
	out := screen.Several{s.load("")}
	switch {
	case again != "": // it may find other objects now
		out = append(out, s.search(again))
	case s.object != nil:
		out = append(out, s.read(s.object.DN))
	}
	return out
}
