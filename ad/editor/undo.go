package editor

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/ad/journal"
)

// byHand says how a change is taken back that Undo leaves alone.
const byHand = "look at the object (adwalk show); an SPN that should not be there adwalk setspn -D takes away"

// Undo applies the inverse of a journalled change. It refuses when that change
// was not made, or when its result no longer stands: somebody has changed the
// value since, and taking back would undo their work.
func (e *Editor) Undo(ctx context.Context, id string) ad.ChangeOutcome {
	entry, err := e.journal.Find(id)
	if err != nil {
		return problem(ad.ChangeOutcome{Server: e.server(ctx), At: time.Now().UTC()}, err)
	}
	inverse := entry.Change.Inverse()
	out := ad.ChangeOutcome{Change: inverse, Server: e.server(ctx), At: time.Now().UTC()}
	switch entry.Result {
	case journal.Done:
	case journal.Already:
		return problem(out, refuse("undoing "+id, "that change found the directory as wanted and wrote nothing", ""))
	default:
		return problem(out, refuse("undoing "+id, "that change is not known to have been made ("+entry.Result+")", byHand))
	}
	a, err := check(inverse, true)
	if err != nil {
		return problem(out, err)
	}
	object, err := e.read(ctx, inverse, a)
	if err != nil {
		return problem(out, err)
	}
	there := a.index(object.values, inverse.Value) >= 0
	if there != (entry.Change.Op == ad.AddValue) {
		return problem(out, refuse("undoing "+id, "the value is not as that change left it: somebody has changed it since", byHand))
	}
	return e.apply(ctx, inverse, id)
}
