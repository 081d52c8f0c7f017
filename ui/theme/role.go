package theme

import "strings"

// Role is what a piece of text means on the screen.
type Role int

// The roles.
const (
	Plain   Role = iota
	Title        // names of things that are looked at
	Dim          // what may be read later
	Frame        // rules, separators, crumbs
	Key          // a key in the footer or the help
	Good         // verdict ok
	Bad          // verdict that fails
	Warn         // a person is needed, or it will break
	Doubt        // not known, blocked
	Added        // a value that will be added
	Removed      // a value that will be deleted
	Cursor       // the selected row
	Alarm        // READ-ONLY and the like, on every screen
	Entry        // text being typed
	numRoles
)

// look is a role's SGR parameters: attributes that stay without colour, and the
// colour.
type look struct{ attributes, colour string }

// Faint is used for dim text instead of bright black, which some colour
// schemes make invisible.
var looks = [numRoles]look{
	Title:   {"1", ""},
	Dim:     {"2", ""},
	Frame:   {"", "36"},
	Key:     {"1", ""},
	Good:    {"", "32"},
	Bad:     {"1", "31"},
	Warn:    {"", "33"},
	Doubt:   {"", "35"},
	Added:   {"", "32"},
	Removed: {"", "31"},
	Cursor:  {"7", ""},
	Alarm:   {"1;7", "33"},
	Entry:   {"4", ""},
}

// Palette turns roles into escape sequences. The zero Palette uses no colour,
// as NO_COLOR asks, and no attributes either when Bare is set.
type Palette struct {
	Colour bool
	Bare   bool // plain text, for golden files and for dumb terminals
}

// Start returns the sequence that begins a role, "" when it looks plain.
// Selected adds the cursor's look.
func (p Palette) Start(r Role, selected bool) string {
	if p.Bare {
		return ""
	}
	l := look{}
	if r >= 0 && r < numRoles {
		l = looks[r]
	}
	var parts []string
	if selected && r != Cursor && r != Alarm {
		parts = append(parts, looks[Cursor].attributes)
	}
	if l.attributes != "" && (!selected || l.attributes != "2") {
		parts = append(parts, l.attributes)
	}
	if p.Colour && l.colour != "" {
		parts = append(parts, l.colour)
	}
	if len(parts) == 0 {
		return ""
	}
	return "\x1b[" + strings.Join(parts, ";") + "m"
}

// End is the sequence that ends what Start began.
const End = "\x1b[0m"
