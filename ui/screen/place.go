package screen

import (
	"time"

	"adwalk/diag"
)

// Place is where an operator is, so that a later session can take them there.
type Place struct {
	Name string `json:"name"`           // of the command that opens the screen
	Arg  string `json:"arg,omitempty"`  // its argument
	Step int    `json:"step,omitempty"` // of a walk
}

// Placer is a screen that a later session can open again.
type Placer interface {
	Place() Place
	// Return goes to a place on a screen that was just opened.
	Return(Place)
}

// Walked is how the last run of a guide ended.
type Walked struct {
	At     time.Time   `json:"at"`
	Status diag.Status `json:"status"`
	Text   string      `json:"text"` // "3 wrong, 2 need you"
}

// Walker is a screen that walks a guide.
type Walker interface {
	// Walked says which guide has come to its end, and how.
	Walked() (guide string, w Walked, ended bool)
}

// Earlier is what was kept of the session before.
type Earlier struct {
	At    time.Time
	Title string // "Outlook falls back to NTLM …, step 7"
	Note  string // "3 answers, 1 paste"
}

// Resume continues where the session before stopped.
type Resume struct{}

func (Resume) action() {}
