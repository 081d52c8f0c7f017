package editor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory/wire"
	"adwalk/ad/journal"
)

// doubtful says whether a refusal leaves open what the server did. A notice of
// disconnection (RFC 4511 4.4.1) is no answer to the request; and a server may
// give up (operationsError 1, timeLimitExceeded 3, adminLimitExceeded 11, busy 51,
// unavailable 52, other 80) after it wrote.
func doubtful(err error, code int) bool {
	return errors.Is(err, wire.ErrNotice) || slices.Contains([]int{1, 3, 11, 51, 52, 80}, code)
}

// readBackTime is how long the object is asked for after an answer was lost, also
// when the operator has stopped waiting.
const readBackTime = 15 * time.Second

// readBack finds out what became of a request whose answer was lost or says
// nothing: it reads the object once more.
func (e *Editor) readBack(a attribute, out *ad.ChangeOutcome, lost error) string {
	*out = problem(*out, lost)
	ctx, cancel := context.WithTimeout(context.Background(), readBackTime)
	defer cancel()
	object, err := e.read(ctx, out.Change, a)
	if err != nil {
		out.Problem = &ad.Problem{Kind: ad.ProblemUnreachable, What: "the request was sent, and its answer was lost: " + out.Problem.What, Err: lost,
			Why: out.Problem.Why + "; reading the object failed too: " + err.Error(), Do: "run adwalk journal --settle when the domain controller answers"}
		return journal.Failed
	}
	out.After = slices.Clone(object.values)
	if there := a.index(object.values, out.Change.Value) >= 0; there == (out.Change.Op == ad.AddValue) {
		out.Note = fmt.Sprintf("the value is as wanted; the server's answer was: %s", out.Problem.What)
		out.Done, out.Problem = true, nil
		return journal.Done
	}
	var answer *ad.DirectoryError
	if errors.As(lost, &answer) && !errors.Is(lost, wire.ErrNotice) {
		return journal.Refused // the server is done with it, and nothing changed
	}
	out.Problem.Do = "the request was sent and its answer lost; read afterwards, the value had not changed: run adwalk journal --settle to look again"
	return journal.Failed
}
