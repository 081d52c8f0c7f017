package editor

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/journal"
)

// inFlight is how long an intent without an outcome may belong to a program that
// still runs.
const inFlight = 10 * time.Minute

// Settle looks up what became of an open entry: it reads the object on the
// connected domain controller and records what it found as a line of its own.
// The entry is returned as it now reads. One that is not open is returned
// unchanged; one of another program that still runs is an error.
func (e *Editor) Settle(ctx context.Context, id string) (journal.Entry, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	entry, err := e.journal.Find(id)
	if err != nil || !entry.Open() {
		return entry, err
	}
	if host, _ := os.Hostname(); entry.Result == journal.Unknown && entry.Host == host && running(entry.PID) && time.Since(entry.Time) < inFlight {
		return entry, refuse("settling "+id, fmt.Sprintf("process %d, which made the change, still runs", entry.PID), "wait until it ends")
	}
	found := e.found(ctx, entry)
	if err := ctx.Err(); err != nil {
		return entry, err
	}
	if err := e.journal.Settle(ctx, id, found); err != nil {
		return entry, err
	}
	return e.journal.Find(id)
}

// found reads the object of an entry and compares it with what was wanted.
func (e *Editor) found(ctx context.Context, entry journal.Entry) journal.Entry {
	out := journal.Entry{Operator: e.opt.Operator, Server: e.server(ctx), Result: journal.Undecided}
	c := entry.Change
	a, ok := find(c.Attribute)
	if !ok {
		out.Note = "the attribute " + c.Attribute + " is not one that this program changes"
		return out
	}
	object, err := e.read(ctx, c, a)
	if err != nil {
		out.Note = "the object cannot be read: " + err.Error()
		return out
	}
	out.After = slices.Clone(object.values)
	there := a.index(object.values, c.Value) >= 0
	as := there == (c.Op == ad.AddValue)
	was := entry.Before != nil && (a.index(entry.Before, c.Value) >= 0) == (c.Op == ad.AddValue)
	switch {
	case as && was:
		out.Result, out.Note = journal.Already, "the value was like that before; nothing had to be written"
	case as && a.single && c.Op == ad.DeleteValue && len(object.values) > 0:
		out.Note = fmt.Sprintf("the value was %s, %s should be deleted, and it is %s now", strings.Join(entry.Before, ", "), c.Value, strings.Join(object.values, ", "))
	case as:
		out.Result, out.Note = journal.Done, "read back: the value is as wanted"
	case entry.Server != "" && !strings.EqualFold(entry.Server, out.Server):
		out.Note = fmt.Sprintf("%s does not show the change; it was sent to %s and may not have replicated: settle it there (--server %s)", out.Server, entry.Server, entry.Server)
	case a.single && len(object.values) > 0 && entry.Before != nil && a.index(entry.Before, object.values[0]) < 0:
		out.Note = fmt.Sprintf("the value was %s, %s was wanted, and it is %s now: somebody else changed it", listed(entry.Before), c.Value, object.values[0])
		if by := e.wroteLater(entry, object.values); by != "" {
			out.Result, out.Note = journal.NotDone, "read back: the change is not in the directory; entry "+by+" wrote the present value"
		}
	default:
		out.Result, out.Note = journal.NotDone, "read back: the change is not in the directory"
	}
	return out
}

// wroteLater is the entry of the journal that left the attribute with these values after
// the given one, "" for none.
func (e *Editor) wroteLater(entry journal.Entry, values []string) string {
	c, err := e.journal.Contents()
	if err != nil {
		return ""
	}
	for _, o := range c.Entries {
		if o.Time.After(entry.Time) && o.Result == journal.Done && strings.EqualFold(o.Change.DN, entry.Change.DN) && strings.EqualFold(o.Change.Attribute, entry.Change.Attribute) && slices.Equal(o.After, values) {
			return o.ID
		}
	}
	return ""
}

func listed(values []string) string {
	if len(values) == 0 {
		return "not set"
	}
	return strings.Join(values, ", ")
}
