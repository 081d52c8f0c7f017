package screen

import (
	"adwalk/diag"
	"adwalk/diag/walk"
	"adwalk/ui/widget"
)

// Effect is what an intent does to the world. Read-only is refused by it.
type Effect int

// The effects, in the order of their weight.
const (
	Look  Effect = iota // moves about in what is already known
	Ask                 // asks the directory, a KDC or a service
	Write               // changes the directory
)

// Intent names what a key means on a screen, whatever the key.
type Intent string

// Binding is a line of a screen's key table: help and footer are made from it.
type Binding struct {
	Keys   []string // names as widget.Key has them; the first is shown
	Shown  string   // how the footer and the help show the keys, when not Keys[0]
	Intent Intent
	Help   string // one or two words, for the footer
	Long   string // a sentence for the help; "" is Help
	Effect Effect
	Quiet  bool   // in the help only
	Why    string // why it is not available now, "" when it is
}

// Label is how the keys are shown.
func (b Binding) Label() string {
	if b.Shown != "" {
		return b.Shown
	}
	if len(b.Keys) == 0 {
		return ""
	}
	return b.Keys[0]
}

// Screen is a room of the console.
type Screen interface {
	// Title is the crumb under the header, "" for none.
	Title() string
	// Bindings is the key table as it stands now.
	Bindings() []Binding
	// Handle does what a key means. The root has checked that it is available
	// and allowed.
	Handle(Intent) Action
	// Move takes a key that is in no table, for cursors and pagers, and says
	// whether it was used.
	Move(key string) bool
	// View draws the screen in w cells and h rows; lines beyond are cut off.
	View(w, h int) []widget.Line
}

// Typist is a screen with a text field.
type Typist interface {
	// Typing says whether the field has the focus: keys then go to Type first.
	Typing() bool
	// Hints is the footer while it has: key and word, in turn.
	Hints() []string
	// Type takes a key and says whether it was used. An unused one goes on to
	// the key table.
	Type(widget.Key) (Action, bool)
}

// Paster is a screen that takes a paste even while no field has the focus.
type Paster interface{ Paste(text string) Action }

// Taker is a screen that takes results of its tasks and dialogs.
type Taker interface{ Take(msg any) Action }

// Opener is a screen that has something to ask for when it opens.
type Opener interface{ Open() Action }

// Reporter is a screen that has more to hand over in a file than its copy key
// takes: all of what it knows, as text.
type Reporter interface{ Report() string }

// LDIFer is a screen that shows an object as other tools read it, "" for none.
type LDIFer interface{ LDIF() string }

// Mover is a screen that has something to ask for when its cursor has moved.
type Mover interface{ Moved() Action }

// Leaver is a screen that goes up one level by itself before esc leaves it.
type Leaver interface{ Leave() bool }

// Asider is a screen with something to say at the right end of its crumb.
type Asider interface{ Aside() widget.Line }

// Stater is a screen with a walk: reports and tests read its state.
type Stater interface{ State() walk.State }

// Documenter is a screen with a walk of which a report can be made.
type Documenter interface {
	Document() (walk.State, *diag.Snapshot)
}
