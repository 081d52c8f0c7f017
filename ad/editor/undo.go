package editor

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/ad/journal"
)

// byHand says how to undo a change that Undo refuses to undo.
const byHand = "look at the object (adwalk show); adwalk setspn -D deletes an SPN that should not be there"

// Undo applies the inverse of a journalled change. It refuses when that change
// was not made, or when its result no longer stands: somebody has changed the
// value since, and undoing it would undo their work.
func (e *Editor) Undo(ctx context.Context, id string) ad.ChangeOutcome { return e.undo(ctx, id, "") }

func (e *Editor) undo(ctx context.Context, id, plan string) ad.ChangeOutcome {
	entry, err := e.journal.Find(id)
	if err != nil {
		return refused(ad.ChangeOutcome{Server: e.server(ctx), At: time.Now().UTC()}, err)
	}
	inverse := entry.Change.Inverse()
	out := ad.ChangeOutcome{Change: inverse, Server: e.server(ctx), At: time.Now().UTC()}
	switch entry.Result {
	case journal.Done:
	case journal.Already:
		return refused(out, refuse("undoing "+id, "that change found the directory as wanted and wrote nothing", ""))
	case journal.Unknown, journal.Failed, journal.Undecided:
		return refused(out, refuse("undoing "+id, "that change is not known to have been made ("+entry.Result+")", "run adwalk journal --settle first"))
	default:
		return refused(out, refuse("undoing "+id, "that change was not made ("+entry.Result+")", byHand))
	}
	a, err := check(inverse, true)
	if err != nil {
		return refused(out, err)
	}
	object, err := e.read(ctx, inverse, a)
	if err != nil {
		return refused(out, err)
	}
	there := a.index(object.values, inverse.Value) >= 0
	if there != (entry.Change.Op == ad.AddValue) {
		return refused(out, refuse("undoing "+id, "the value is not as that change left it: somebody has changed it since", byHand))
	}
	return e.apply(ctx, inverse, plan, id)
}
