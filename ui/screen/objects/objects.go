package objects

import (
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/ui/screen"
	"adwalk/ui/screen/spnedit"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Screen is the browser.
type Screen struct {
	world *screen.World
	want  string // a DN to open first

	edit    spnedit.Editor
	tree    tree
	list    widget.List
	right   bool // the attributes have the focus
	object  *lookup.Object
	reading string // DN of the object being read
	resting bool   // the pane still shows the object of the row before
	all     bool   // unset attributes are listed, too
	raw     bool
	attrs   widget.List
	rows    []valueRow
	problem *ad.Problem
	note    string

	field  widget.Field
	typing bool
	height int

	names    map[string]string // in the object's permissions
	deleted  bool              // deleted objects are listed, too
	other    ad.Directory      // the server that was chosen, nil for the login's
	server   string            // its name
	searches *Searches
	recalled int // how far back in them the field is
}

// New returns the browser. A DN is opened at once. The searches are the caller's to keep.
func New(world *screen.World, dn string, searches *Searches) *Screen {
	return &Screen{world: world, want: dn, searches: searches, tree: newTree(), edit: spnedit.Editor{World: world}}
}

// Open reads the roots, and the object that was asked for.
func (s *Screen) Open() screen.Action {
	if s.world.Access.Directory == nil {
		s.problem = screen.NoDirectory(s.world)
		return nil
	}
	out := screen.Several{s.load("")}
	if s.want != "" {
		s.tree.pin("opened", []lookup.Child{{DN: s.want, Name: firstPart(s.want)}})
		s.list.Cursor = 1 // what stands beside is of this row
		out = append(out, s.read(s.want))
	}
	return out
}

// Title is the crumb.
func (s *Screen) Title() string {
	if s.object != nil {
		return "Objects › " + s.object.DN
	}
	return "Objects"
}

// Aside says what the right side shows.
func (s *Screen) Aside() widget.Line {
	what := "set attributes"
	if s.all {
		what = "all allowed attributes"
	}
	if s.raw {
		what += ", raw"
	}
	if s.deleted {
		what += ", with deleted objects"
	}
	if s.server != "" {
		what = s.server + ": " + what
	}
	return widget.Text(theme.Frame, what)
}

// Take takes children, an object, or what a search found.
func (s *Screen) Take(msg any) screen.Action {
	if a, ok := s.edit.Take(msg); ok {
		return a
	}
	if a, ok := s.takeMore(msg); ok {
		return a
	}
	switch msg := msg.(type) {
	case spnedit.Edited:
		if s.object != nil {
			return s.read(s.object.DN)
		}
	case screen.NewLogin:
		return s.readAgain()
	case children:
		s.tree.put(msg)
		if msg.err != nil {
			s.problem = ad.AsProblem(msg.err, ad.ProblemUnreachable, "listing what is below "+msg.dn)
		}
	case rested:
		s.resting = s.resting && !strings.EqualFold(s.reading, msg.dn)
	case object:
		if !strings.EqualFold(s.reading, msg.dn) {
			return nil // the cursor is on another object by now
		}
		s.reading, s.resting = "", false
		s.problem = ad.AsProblem(msg.err, ad.ProblemUnreachable, "reading "+msg.dn)
		if msg.err == nil {
			s.object, s.names = &msg.object, msg.names
			s.attrs = widget.List{}
			s.fill()
		}
	case found:
		if msg.err != nil {
			s.problem = ad.AsProblem(msg.err, ad.ProblemUnreachable, "searching")
			return nil
		}
		s.note = msg.note()
		s.tree.pin("found: "+msg.text, msg.list)
		s.tree.wanted = msg.text
		s.list.Cursor, s.right = 0, false
		if len(msg.list) > 0 {
			s.list.Cursor = 1 // the first that was found, with its attributes beside it
			return s.read(msg.list[0].DN)
		}
		s.object = nil
	}
	return nil
}

// readAgain starts over with another login, which may see more, or less.
func (s *Screen) readAgain() screen.Action {
	if s.world.Access.Directory == nil {
		return nil
	}
	s.other, s.server = nil, "" // its connection was the earlier login's
	return s.startOver()
}

// Typing says whether the search field has the focus.
func (s *Screen) Typing() bool { return s.typing }

// Hints is the footer while the field has the focus.
func (s *Screen) Hints() []string {
	return []string{"enter", "search", "up", "earlier", "esc", "cancel", "ctrl+u", "clear"}
}

// Type takes a key for the search field.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) {
	switch k.Name {
	case "esc":
		s.typing = false
		return nil, true
	case "up", "down":
		s.recall(k.Name == "up")
		return nil, true
	case "enter":
		s.typing, s.recalled = false, 0
		text := strings.TrimSpace(s.field.Value())
		if text == "" {
			return nil, true
		}
		return s.search(text), true
	}
	return nil, s.field.Type(k)
}

// recall puts an earlier search into the field, or a later one.
func (s *Screen) recall(earlier bool) {
	all := s.searches.Recent
	if earlier {
		s.recalled = min(s.recalled+1, len(all))
	} else {
		s.recalled = max(s.recalled-1, 0)
	}
	text := ""
	if s.recalled > 0 {
		text = all[s.recalled-1]
	}
	s.field.Set(text)
}

// LDIF is the object as a file that other tools read.
func (s *Screen) LDIF() string {
	if s.object == nil || s.object.DN == lookup.RootDSEName {
		return ""
	}
	return lookup.LDIF(s.object.Entry())
}

// Report is the object with all its values, decoded.
func (s *Screen) Report() string {
	if s.object == nil {
		return ""
	}
	out := []string{"dn: " + s.object.DN}
	for _, r := range s.rows {
		if r.value != nil {
			out = append(out, r.name+": "+strings.ReplaceAll(r.value.Shown, "\n", " "))
		}
	}
	return strings.Join(out, "\n")
}

// Table is the object's values.
func (s *Screen) Table() (head []string, rows [][]string) {
	for _, r := range s.rows {
		if r.value != nil && s.object != nil {
			rows = append(rows, []string{s.object.DN, r.name, r.value.Shown})
		}
	}
	return []string{"dn", "attribute", "value"}, rows
}

// Place lets a later session come back to the object.
func (s *Screen) Place() screen.Place {
	p := screen.Place{Name: "objects"}
	if s.object != nil {
		p.Arg = s.object.DN
	}
	return p
}

// Return needs nothing: the object is the screen's argument.
func (s *Screen) Return(screen.Place) {}

// Leave goes from the attributes back to the tree.
func (s *Screen) Leave() bool {
	if s.right {
		s.right = false
		return true
	}
	return false
}

// Move moves in the half that has the focus.
func (s *Screen) Move(key string) bool {
	if s.right {
		return s.attrs.Move(key, len(s.rows), s.height)
	}
	return s.list.Move(key, len(s.tree.flat()), s.height)
}
