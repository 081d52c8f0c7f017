package screen

import (
	"context"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/ui/dialog"
)

// Action is what a screen wants the root to do. Nil is nothing. The actions are
// those of this file and no others.
type Action interface{ action() }

func (Several) action() {}
func (Up) action()      {}
func (Note) action()    {}
func (Copy) action()    {}
func (Dialog) action()  {}
func (Task) action()    {}
func (Join) action()    {}
func (Connect) action() {}
func (Cancel) action()  {}
func (Tell) action()    {}
func (ToWalk) action()  {}
func (ToPlan) action()  {}
func (ToPage) action()  {}
func (ToText) action()  {}
func (ToNamed) action() {}

// Several does one action after the other.
type Several []Action

// Up leaves the screen.
type Up struct{}

// Note shows a line above the footer of the screen that returns it, until the
// next key there.
type Note struct {
	Status diag.Status
	Text   string
}

// Copy puts a text into the terminal's clipboard and shows it.
type Copy struct{ What, Text string }

// Dialog shows a dialog over the screen that returns it, as soon as that screen
// is in front; the answer goes to that screen's Take.
type Dialog struct{ Dialog dialog.Dialog }

// Task is work that waits. Do runs outside the model with a context of its own
// and must touch no state of the screen; report and the return value go to the
// screen's Take, unless the screen is gone or a newer task took the slot.
type Task struct {
	Slot   string // a screen has one task a slot; a new one cancels the old
	Name   string // shown while it runs
	Effect Effect
	Later  bool // it is not shown before it has reported a Progress
	Do     func(ctx context.Context, report func(any)) any
}

// Progress may be reported by a task: it changes the line above the footer and
// does not reach the screen.
type Progress struct {
	Text        string
	Done, Total int // a count, where there is one; Total 0 is not known
}

// Join changes who is logged in. When it worked every open screen takes
// NewLogin; the screen that asked takes Joined in any case.
type Join struct {
	Name  string // shown while it runs: "logging in as alice"
	Done  string // said when it worked
	Login Login
}

// Joined is how a Join ended, for the Take of the screen that asked.
type Joined struct {
	Login   Login // without its password
	Problem *ad.Problem
}

// Connect tries the connection again.
type Connect struct{}

// Cancel stops the task in a slot.
type Cancel struct{ Slot string }

// Tell gives a message to the screen below.
type Tell struct{ Msg any }

// ToWalk opens a walkthrough with values already given.
type ToWalk struct {
	Guide  string
	Values map[string]string
}

// ToPlan opens a plan. Write writes it or the part of it that was chosen, with the last look before the write, and
// reports each ad.ChangeOutcome; nil is the console's own way. Verify runs after
// the write and says whether the cause is gone; it may be nil.
type ToPlan struct {
	Plan   fix.Plan
	Crumb  string
	Write  func(ctx context.Context, p fix.Plan, report func(any)) *ad.Problem
	Verify func(ctx context.Context, p fix.Plan, report func(any)) Verified
}

// Verified is what became of the findings after a write.
type Verified struct {
	Status  diag.Status // pass: resolved; fail: still failing; unknown
	Text    string      // the verdict in a sentence, "" for none
	Undo    bool        // what worked before the write fails now: undo is offered first
	Lines   []Seen
	Left    []string // findings that are left to do by hand
	Payload any      // for the screen below, through Tell
}

// Seen is one line of a verification.
type Seen struct {
	Status diag.Status
	Text   string
}

// ToPage opens the page of a finding code.
type ToPage struct{ Code string }

// ToText opens a pager on a text made ready by a screen.
type ToText struct {
	Title string
	Text  string
	Copy  string // what the copy key takes; "" is the text
}

// ToNamed opens a screen by its name, with what to look for there, or what was pasted
// for it.
type ToNamed struct{ Name, Arg, Pasted string }
