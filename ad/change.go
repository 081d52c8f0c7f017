package ad

import (
	"context"
	"time"
)

// ChangeOp is what happens to one value.
type ChangeOp string

// The two operations. Attributes are never replaced as a whole.
const (
	AddValue    ChangeOp = "add"
	DeleteValue ChangeOp = "delete"
)

// Change adds or deletes one value of one attribute of one object. Object is
// named by DN for the wire and by GUID for identity: the editor refuses when
// the two no longer agree.
type Change struct {
	DN        string   `json:"dn"`
	GUID      string   `json:"guid,omitempty"`
	Account   string   `json:"account"`          // sAMAccountName, for people and for setspn
	Domain    string   `json:"domain,omitempty"` // of the account, as setspn takes it before the backslash
	Kind      string   `json:"kind,omitempty"`   // user, computer, gMSA or sMSA
	Attribute string   `json:"attribute"`
	Op        ChangeOp `json:"op"`
	Value     string   `json:"value"`
}

// Inverse returns the change that undoes this one.
func (c Change) Inverse() Change {
	if c.Op == AddValue {
		c.Op = DeleteValue
	} else {
		c.Op = AddValue
	}
	return c
}

// ChangeOutcome is what came of one change.
type ChangeOutcome struct {
	Change  Change    `json:"change"`
	ID      string    `json:"id"`               // of the journal entry
	Plan    string    `json:"plan,omitempty"`   // id of the plan in the journal
	Result  string    `json:"result,omitempty"` // done, already, refused, not-sent or unknown
	Done    bool      `json:"done"`
	Already bool      `json:"already,omitempty"` // the directory already was as wanted; nothing was sent
	Server  string    `json:"server"`
	Before  []string  `json:"before,omitempty"`
	After   []string  `json:"after,omitempty"` // read back from the same domain controller
	At      time.Time `json:"at"`
	Problem *Problem  `json:"problem,omitempty"`
	Note    string    `json:"note,omitempty"` // worth knowing, not wrong: who answered for a name until now
}

// The results of a change, for ChangeOutcome.Result.
const (
	ResultDone    = "done"
	ResultAlready = "already"  // nothing had to be written
	ResultRefused = "refused"  // by the directory, or by a check before the request
	ResultNotSent = "not-sent" // stopped, or no connection, before the request was sent
	ResultUnknown = "unknown"  // sent; the answer was lost and the object could not be read
)

// PlanEditor is an Editor that keeps the changes of a plan together.
type PlanEditor interface {
	Editor
	// BeginPlan checks all objects of a plan before the first change and records
	// the plan. Changes made through the editor that it returns carry the plan's
	// id. The error is a *Problem; nothing was written then.
	BeginPlan(ctx context.Context, title string, changes []Change) (Editor, error)
}

// Editor changes a directory. A program built or started read-only has none:
// a nil Editor is the proof. Implementations journal the intent before they
// send it, check the object and the value first, send one value-level modify,
// read back from the same domain controller and journal the outcome.
type Editor interface {
	Apply(ctx context.Context, c Change) ChangeOutcome
	// Undo applies the inverse of a journalled change, if its result still
	// stands.
	Undo(ctx context.Context, id string) ChangeOutcome
}
