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
	Intent  = "intent"
	Outcome = "outcome"
)

// The results of a change. An entry whose result is Unknown was about to be
// sent and nobody wrote down what came of it.
const (
	Done    = "done"
	Already = "already"
	Refused = "refused"
	Failed  = "failed" // sent, and not known to have worked
	Unknown = "unknown"
)

// Entry is one change: in the file as two lines, read back as one.
type Entry struct {
	ID       string      `json:"id"` // sorts by time
	Time     time.Time   `json:"time"`
	Phase    string      `json:"phase"`
	Operator string      `json:"operator,omitempty"`
	Host     string      `json:"host,omitempty"` // where the operator sat
	Server   string      `json:"server,omitempty"`
	Change   ad.Change   `json:"change"`
	Undoes   string      `json:"undoes,omitempty"` // id of the change that this one takes back
	Before   []string    `json:"before,omitzero"`  // nil when not read, empty when there was no value
	After    []string    `json:"after,omitzero"`
	Result   string      `json:"result,omitempty"`
	Problem  *ad.Problem `json:"problem,omitempty"`
	Note     string      `json:"note,omitempty"`
	USN      int64       `json:"usn,omitempty"`        // highest committed USN of the server after the change
	Finished time.Time   `json:"finished_at,omitzero"` // when the outcome was written
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
