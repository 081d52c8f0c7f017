package objects

import (
	"encoding/hex"
	"slices"
	"strings"

	"adwalk/ad/lookup"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
)

const (
	doOpen   screen.Intent = "open"
	doClose  screen.Intent = "close"
	doSearch screen.Intent = "search"
	doSwitch screen.Intent = "switch"
	doRaw    screen.Intent = "raw"
	doAll    screen.Intent = "all"
	doAgain  screen.Intent = "again"
	doCopy   screen.Intent = "copy"
	doFollow screen.Intent = "follow"
)

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	noDir := ""
	if s.world.Access.Directory == nil {
		noDir = "no domain controller is connected"
	}
	noObject := noDir
	if s.object == nil && noObject == "" {
		noObject = "open an object first"
	}
	open := screen.Binding{Keys: []string{"enter", "right"}, Shown: "enter", Intent: doOpen, Help: "open", Long: "read the object and list what is below it", Effect: screen.Ask, Why: noDir}
	if s.right {
		open = screen.Binding{Keys: []string{"enter"}, Intent: doOpen, Help: "whole value", Why: noObject}
	}
	raw := screen.Binding{Keys: []string{"x"}, Intent: doRaw, Help: "raw", Long: "show values as they are stored, or decoded again"}
	if s.raw {
		raw.Help = "decoded"
	}
	all := screen.Binding{Keys: []string{"a"}, Intent: doAll, Help: "all allowed", Long: "list also the attributes that are not set, or only the set ones; w marks what you may write", Effect: screen.Ask, Why: noObject}
	if s.all {
		all.Help = "only set"
	}
	follow := screen.Binding{Keys: []string{"o"}, Intent: doFollow, Help: "follow", Long: "open the object that a value names", Effect: screen.Ask, Quiet: true}
	if r, ok := s.row(); !ok || r.value == nil || r.value.Kind != lookup.KindDN {
		follow.Why = "the value under the cursor names no object"
	} else {
		follow.Quiet = false
	}
	table := []screen.Binding{open,
		{Keys: []string{"tab"}, Intent: doSwitch, Help: "switch pane", Long: "move between the tree and the attributes"},
		{Keys: []string{"/"}, Intent: doSearch, Help: "search", Long: "in every partition: by a part of a name, a DN, or an LDAP filter in parentheses, which one, base, count or in DN may follow", Effect: screen.Ask, Why: noDir},
		raw, all, follow,
		{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy the value, or the DN", Why: noDir},
		{Keys: []string{"r"}, Intent: doAgain, Help: "read again", Effect: screen.Ask, Why: noObject, Quiet: true},
		{Keys: []string{"left"}, Intent: doClose, Help: "close", Long: "close what is open in the tree", Quiet: true},
	}
	table = append(table, s.moreBindings(noDir, noObject)...)
	spn, dn := s.spnUnder()
	if dn == "" {
		return table
	}
	return append(table, s.edit.Bindings(spn, dn)...)
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	spn, dn := s.spnUnder()
	if a, ok := s.edit.Handle(i, spn, dn); ok {
		return a
	}
	if a, ok := s.handleMore(i); ok {
		return a
	}
	switch i {
	case doSearch:
		s.typing, s.recalled = true, 0
		s.field.Set("") // up brings earlier ones back
	case doSwitch:
		s.right = !s.right && s.object != nil
	case doRaw:
		s.raw = !s.raw
		s.fill()
	case doAll:
		s.all = !s.all
		return s.read(s.object.DN)
	case doAgain:
		return s.read(s.object.DN)
	case doFollow:
		if r, ok := s.row(); ok && r.value != nil {
			s.right = false
			s.tree.pin("followed", []lookup.Child{{DN: r.value.Shown, Name: firstPart(r.value.Shown)}})
			s.list.Cursor = 1
			return s.read(r.value.Shown)
		}
	case doClose:
		s.close()
	case doCopy:
		return s.copy()
	case doOpen:
		return s.open()
	}
	return nil
}

// spnUnder is the SPN under the cursor, "" for none, and the object's DN when
// it is an account.
func (s *Screen) spnUnder() (spn, dn string) {
	if s.object == nil || !slices.ContainsFunc(s.rows, func(r valueRow) bool { return strings.EqualFold(r.name, "sAMAccountName") && r.value != nil }) {
		return "", ""
	}
	if r, ok := s.row(); ok && s.right && r.value != nil && strings.EqualFold(r.name, "servicePrincipalName") {
		spn = string(r.value.Raw)
	}
	return spn, s.object.DN
}

func (s *Screen) open() screen.Action {
	if s.right {
		r, ok := s.row()
		if !ok || r.value == nil {
			return nil
		}
		return screen.ToText{Title: "Objects › " + r.name, Text: s.whole(r), Copy: r.value.Shown}
	}
	rows := s.tree.flat()
	if s.list.Cursor >= len(rows) || rows[s.list.Cursor].head {
		return nil
	}
	n := rows[s.list.Cursor]
	out := screen.Several{s.read(n.child.DN)}
	if s.tree.open[n.key] {
		if s.object != nil && fold(s.object.DN) == n.key {
			delete(s.tree.open, n.key)
			return nil
		}
		return out
	}
	s.tree.open[n.key] = true
	if _, known := s.tree.below[n.key]; !known {
		out = append(out, s.load(n.child.DN))
	}
	return out
}

// whole is a value with everything that is known of it.
func (s *Screen) whole(r valueRow) string {
	text := "# " + r.name + "\n\n"
	if sd, err := lookup.DecodeSecurityDescriptor(r.value.Raw); r.value.Kind == lookup.KindDescriptor && err == nil {
		text += strings.Join(sd.Describe(s.names), "\n") + "\n\n# SDDL\n\n"
	}
	text += r.value.Shown + "\n\n# Kind\n\n" + r.value.Kind
	for _, a := range s.object.Attributes {
		if a.Name == r.name && a.Schema != nil {
			text += ": " + a.Schema.Describe()
		}
	}
	return text + "\nfrom the " + s.object.Kinds + "\n\n# Raw\n\n" + dump(r.value.Raw)
}

// close closes the node under the cursor, or goes to the one above it.
func (s *Screen) close() {
	if s.right {
		s.right = false
		return
	}
	rows := s.tree.flat()
	if s.list.Cursor >= len(rows) {
		return
	}
	n := rows[s.list.Cursor]
	if s.tree.open[n.key] && !n.head {
		delete(s.tree.open, n.key)
		return
	}
	for i := s.list.Cursor - 1; i >= 0; i-- {
		if rows[i].depth < n.depth {
			s.list.Cursor = i
			return
		}
	}
}

func (s *Screen) copy() screen.Action {
	if r, ok := s.row(); s.right && ok && r.value != nil {
		return screen.Copy{What: r.name, Text: r.value.Shown}
	}
	rows := s.tree.flat()
	if s.list.Cursor < len(rows) {
		return screen.Copy{What: "the DN", Text: rows[s.list.Cursor].child.DN}
	}
	return nil
}

// dump shows raw bytes: as text when they are, and always in hexadecimal.
func dump(raw []byte) string {
	const limit = 2048
	cut := ""
	if len(raw) > limit {
		raw, cut = raw[:limit], "\n …"
	}
	lines := strings.Split(strings.TrimRight(hex.Dump(raw), "\n"), "\n")
	for i, l := range lines {
		lines[i] = " " + l[2:] // the offset needs no eight digits, and 80 columns no wrapping
	}
	return safetext.Value(raw, 400) + "\n\n" + strings.Join(lines, "\n") + cut
}
