package walk

import (
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
)

// Kind says what an event is about.
type Kind string

// The kinds of event, in the order in which a walk emits them.
const (
	Began      Kind = "began"       // a walk from no facts at all: everything before it is forgotten
	Given      Kind = "given"       // an input was given, found or forgotten
	Answered   Kind = "answered"    // a person said what a server shows
	Decided    Kind = "decided"     // a person decided about a subject of the plan
	StepBegan  Kind = "step-began"  // a step is being visited
	Progressed Kind = "progressed"  // how far a step is; never saved
	StepEnded  Kind = "step-ended"  // a step's result
	Judged     Kind = "judged"      // findings and plan from what is known now
	Stopped    Kind = "stopped"     // the run ended early: cancelled, an input missing, the identity changed
	Ended      Kind = "ended"       // every step was visited
	Rechecking Kind = "rechecking"  // the last look before the write
	Changed    Kind = "changed"     // one change of the plan was sent, or why it was not
	Written    Kind = "written"     // the writing ended
	Undone     Kind = "undone"      // one change was undone
	Verifying  Kind = "verifying"   // everything is asked again after the write
	Verified   Kind = "verified"    // the verdict on the write
	EpochEnded Kind = "epoch-ended" // the identity changed under the walk
)

// Event is one thing that happened in a walk. Which of its members are set
// follows from its kind. Events are numbered from 1 within a walk.
type Event struct {
	Seq   int       `json:"seq"`
	At    time.Time `json:"at"`
	Kind  Kind      `json:"kind"`
	Epoch string    `json:"epoch,omitempty"`
	Guide string    `json:"guide,omitempty"` // of began

	Step     string            `json:"step,omitempty"`     // ID, of step-began, step-ended and progressed
	Result   *guide.StepResult `json:"result,omitempty"`   // of step-ended
	Progress *Progress         `json:"progress,omitempty"` // of progressed and rechecking

	Input  *Input  `json:"input,omitempty"`  // of given
	Answer *Answer `json:"answer,omitempty"` // of answered

	Decision *Decision `json:"decision,omitempty"` // of decided

	Findings []diag.Finding    `json:"findings,omitempty"` // of judged and verified
	Plan     *fix.Plan         `json:"plan,omitempty"`     // of judged and verified
	Change   *ad.ChangeOutcome `json:"change,omitempty"`   // of changed and undone
	Verdict  *Verdict          `json:"verdict,omitempty"`  // of verified
	Problem  *ad.Problem       `json:"problem,omitempty"`  // of stopped and written
}

// Progress is how far something is.
type Progress struct {
	Done  int    `json:"done"`
	Total int    `json:"total"`
	What  string `json:"what"`
}

// Input is the value of one of the guide's inputs and where it comes from.
// Gone says that it is to be found again.
type Input struct {
	Key    string    `json:"key"`
	Value  string    `json:"value,omitempty"`
	Source ad.Source `json:"source"`
	Gone   bool      `json:"gone,omitempty"`
}

// Answer is what a person said of one item. Gone takes an answer back.
type Answer struct {
	Item   string    `json:"item"`
	Yes    bool      `json:"yes"`
	Source ad.Source `json:"source"`
	Gone   bool      `json:"gone,omitempty"`
}

// Decision is what a person decided about a subject, such as the account that
// runs a service. Gone removes it.
type Decision struct {
	Subject string    `json:"subject"`
	Choice  string    `json:"choice,omitempty"`
	Source  ad.Source `json:"source"`
	Gone    bool      `json:"gone,omitempty"`
}

// Sink hears events, in order and from one goroutine at a time, except that
// Progressed may come from any. It must not call back into the walk.
type Sink func(Event)
