package dialog

import (
	"time"

	"adwalk/ui/widget"
)

// Answer is how a dialog ended. It reaches the Take of the screen that asked.
type Answer struct {
	ID    string // of the dialog
	OK    bool   // false when it was left with esc
	Value string // what was typed, pasted or chosen
	// Secret is what was typed unseen. Whoever takes it wipes it.
	Secret []byte
}

// Step is what a dialog makes of a key: still open, or answered.
type Step struct {
	Done   bool
	Answer Answer
	Copy   string // a text to copy while the dialog stays open
}

// Dialog is a question in front of a screen.
type Dialog interface {
	Title() string
	// Key takes a key that arrived at the given time.
	Key(k widget.Key, at time.Time) Step
	// Opened says when the dialog came into view, each time it does.
	Opened(at time.Time)
	// View draws the dialog's inside in w cells and at most h rows.
	View(w, h int) []widget.Line
	// Hints is the footer: key and word, in turn.
	Hints() []string
}

func leave(id string) Step { return Step{Done: true, Answer: Answer{ID: id}} }
