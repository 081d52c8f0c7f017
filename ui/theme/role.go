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

// Depth is how many colours a terminal shows.
type Depth int

// The depths that are told apart. More than 256 colours are not used.
const (
	NoColour Depth = iota
	Sixteen
	TwoFiftySix
)

// look is a role's SGR parameters: attributes that stay without colour, the
// colour of a 16-colour terminal, the same on a light background where the usual
// one cannot be read, and one of the 256 colours (xterm's numbering) that can be
// read on black and on white: its contrast to both is 3.5 or more.
type look struct{ attributes, colour, light, deep string }

// Faint is used for dim text instead of bright black, which some colour
// schemes make invisible.
var looks = [numRoles]look{
	Title:   {"1", "", "", ""},
	Dim:     {"2", "", "", ""},
	Frame:   {"", "36", "34", "38;5;30"},
	Key:     {"1", "", "", ""},
	Good:    {"", "32", "32", "38;5;28"},
	Bad:     {"1", "31", "31", "38;5;160"},
	Warn:    {"", "33", "35", "38;5;130"},
	Doubt:   {"", "35", "35", "38;5;133"},
	Added:   {"", "32", "32", "38;5;28"},
	Removed: {"", "31", "31", "38;5;160"},
	Cursor:  {"7", "", "", ""},
	Alarm:   {"1;7", "33", "35", "38;5;130"},
	Entry:   {"4", "", "", ""},
}

// Palette is what a terminal can show. The zero Palette uses no colour, as
// NO_COLOR asks, and no attributes either when Bare is set.
type Palette struct {
	Depth Depth
	Light bool // black on white
	Bare  bool // plain text, for golden files and for terminals without attributes
	ASCII bool // no other characters
}

// Start returns the sequence that begins a role, "" when it looks plain. A
// selected row looks the same from end to end, whatever is in it.
func (p Palette) Start(r Role, selected bool) string {
	if p.Bare {
		return ""
	}
	if selected {
		return "\x1b[7m"
	}
	l := look{}
	if r >= 0 && r < numRoles {
		l = looks[r]
	}
	parts := []string{l.attributes}
	switch {
	case p.Depth == TwoFiftySix:
		parts = append(parts, l.deep)
	case p.Depth == Sixteen && p.Light:
		parts = append(parts, l.light)
	case p.Depth == Sixteen:
		parts = append(parts, l.colour)
	}
	text := strings.Trim(strings.Join(parts, ";"), ";")
	if text == "" {
		return ""
	}
	return "\x1b[" + text + "m"
}

// End is the sequence that ends what Start began.
const End = "\x1b[0m"
