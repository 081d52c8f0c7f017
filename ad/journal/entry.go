package journal

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"

	"adwalk/ad"
)

// The phases of a line.
const (
	Planned = "plan"    // what a plan will change, before its first intent
	Intent  = "intent"  // about to be sent
	Outcome = "outcome" // the result, as far as it was known then
	Settled = "settled" // what a later look at the directory showed
)

// The results of a change. An entry whose result is Unknown was about to be
// sent, and no outcome was written: the program ended in between. Unknown,
// Failed and Undecided leave an entry open; see Entry.Open.
const (
	Done      = "done"
	Already   = "already"   // nothing had to be written
	Refused   = "refused"   // by the directory or by a check before the request
	NotSent   = "not-sent"  // stopped before the request was sent
	Failed    = "failed"    // sent, and not known to have worked
	Unknown   = "unknown"   // no outcome was written
	NotDone   = "not-done"  // settled: the directory does not hold the change
	Undecided = "undecided" // settled: the directory holds neither the old nor the new state
)

// Entry is one change: in the file as several lines, read back as one.
type Entry struct {
	ID       string      `json:"id"` // sorts by time
	Time     time.Time   `json:"time"`
	Phase    string      `json:"phase"`
	Operator string      `json:"operator,omitempty"`
	Host     string      `json:"host,omitempty"` // where the operator sat
	PID      int         `json:"pid,omitempty"`  // of the program that wrote the intent
	Server   string      `json:"server,omitempty"`
	Plan     string      `json:"plan,omitempty"` // id of the plan that the change belongs to
	Change   ad.Change   `json:"change,omitzero"`
	Undoes   string      `json:"undoes,omitempty"` // id of the change that this one undoes
	Before   []string    `json:"before,omitzero"`  // nil when not read, empty when there was no value
	After    []string    `json:"after,omitzero"`
	Result   string      `json:"result,omitempty"`
	Problem  *ad.Problem `json:"problem,omitempty"`
	Note     string      `json:"note,omitempty"`
	USN      int64       `json:"usn,omitempty"`        // highest committed USN of the server after the change
	Finished time.Time   `json:"finished_at,omitzero"` // when the outcome was written
	Found    time.Time   `json:"settled_at,omitzero"`  // when the directory was looked at later
	UndoneBy string      `json:"undone_by,omitempty"`  // id of the entry that undid this one; not in the file

	// Exact are the values that are no UTF-8, as bytes. Where they are read the texts
	// above hold them too.
	Exact *Exact `json:"exact,omitempty"`

	// Of a line that records a plan: its title and all of its changes, in order.
	Title   string      `json:"title,omitempty"`
	Changes []ad.Change `json:"changes,omitempty"`
}

// Open says that it is not known whether the change was made.
func (e Entry) Open() bool {
	return e.Phase != Planned && (e.Result == Unknown || e.Result == Failed || e.Result == Undecided)
}

// newID makes an id that sorts by time and is unique: the time to the
// millisecond and 48 random bits.
func newID(now time.Time) string {
	var b [6]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic(fmt.Sprintf("no random numbers: %v", err)) // crypto/rand promises that this cannot be
	}
	return now.UTC().Format("20060102T150405.000Z") + "-" + hex.EncodeToString(b[:])
}
