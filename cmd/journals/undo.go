package journals

import (
	"context"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/cmd/app"
	"adwalk/cmd/plans"
	"adwalk/diag/fix"
)

// runUndo undoes an entry, a plan, or everything since a time.
func runUndo(ctx context.Context, s *app.Session, o journalOptions) error {
	if !o.dryRun { // settling writes to the journal only
		if err := s.RefuseReadOnly("undoing"); err != nil {
			return err
		}
	}
	chosen, err := choose(o)
	if err != nil {
		return err
	}
	c, err := journal.Load("")
	if err != nil {
		return err
	}
	what := "entry " + o.undo
	if o.since != "" {
		what = "everything since " + o.since
	} else if _, ok := c.Plans[o.undo]; ok {
		what = "plan " + o.undo
	}
	open, known := false, false
	for _, e := range c.Entries {
		open, known = open || chosen(e) && e.Open(), known || chosen(e)
	}
	if !known {
		return app.Usage("undoing "+what, "the journal has no such entry", "adwalk journal lists them")
	}
	if open {
		if c, err = SettleWhere(ctx, s, chosen, s.Warn); err != nil {
			return err
		}
	}
	var made []fix.Undone
	for _, e := range c.Entries {
		if chosen(e) && e.Result == journal.Done && e.UndoneBy == "" && (e.Undoes == "" || e.ID == o.undo) {
			made = append(made, fix.Undone{ID: e.ID, Change: e.Change})
		}
	}
	plan := fix.Undo("undo "+what, made)
	if plan.Empty() {
		return &ad.Problem{Kind: ad.ProblemRefused, What: "undoing " + what, Why: "nothing of it stands in the directory: it was not made, or was undone already", Do: "adwalk journal shows the results"}
	}
	return plans.Write(ctx, s, plans.WriteOptions{JSON: o.json, Yes: o.yes, DryRun: o.dryRun}, plan)
}

// choose says which entries are meant.
func choose(o journalOptions) (func(journal.Entry) bool, error) {
	if o.since == "" {
		return func(e journal.Entry) bool { return e.ID == o.undo || e.Plan == o.undo }, nil
	}
	from, err := parseSince(o.since, time.Now())
	if err != nil {
		return nil, err
	}
	return func(e journal.Entry) bool { return !e.Time.Before(from) }, nil
}

// parseSince reads a time, or a duration before now.
func parseSince(text string, now time.Time) (time.Time, error) {
	if d, err := time.ParseDuration(text); err == nil && d > 0 {
		return now.Add(-d), nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, text, time.Local); err == nil {
			return t, nil
		}
	}
	return time.Time{}, app.Usage("--since "+text, "it is neither a duration nor a time", "write 2h, 2006-01-02 15:04, or a time of RFC 3339")
}

// runFinish writes what is left of a plan.
func runFinish(ctx context.Context, s *app.Session, o journalOptions) error {
	if err := s.RefuseReadOnly("finishing plan " + o.finish); err != nil {
		return err
	}
	c, err := journal.Load("")
	if err != nil {
		return err
	}
	if _, ok := c.Plans[o.finish]; !ok {
		return app.Usage("finishing plan "+o.finish, "the journal has no such plan", "adwalk journal --settle lists plans that are half done")
	}
	if c, err = SettleWhere(ctx, s, func(e journal.Entry) bool { return e.Plan == o.finish }, s.Warn); err != nil {
		return err
	}
	held := holds(c) // an earlier run, or another hand, may have finished it
	left := slices.DeleteFunc(unmade(c, o.finish), func(change ad.Change) bool { return held[changeKey(change)] })
	plan := fix.Finish("finish plan "+o.finish, left)
	if plan.Empty() {
		return &ad.Problem{Kind: ad.ProblemRefused, What: "finishing plan " + o.finish, Why: "all of its changes were made, or are not known", Do: "adwalk journal shows the results"}
	}
	return plans.Write(ctx, s, plans.WriteOptions{JSON: o.json, Yes: o.yes, DryRun: o.dryRun}, plan)
}

// unmade lists the changes of a plan that are known not to have been made.
func unmade(c journal.Contents, plan string) []ad.Change {
	done := map[string]string{}
	for _, e := range c.Entries {
		if e.Plan == plan {
			done[changeKey(e.Change)] = e.Result
		}
	}
	var out []ad.Change
	for _, change := range c.Plans[plan].Changes {
		switch done[changeKey(change)] {
		case "", journal.NotDone, journal.NotSent, journal.Refused:
			out = append(out, change)
		}
	}
	return out
}

// changeKey tells changes apart within a plan; a deleted value may have been sent
// in another spelling.
func changeKey(c ad.Change) string {
	return strings.ToLower(c.GUID + "\x00" + c.Account + "\x00" + c.Attribute + "\x00" + string(c.Op) + "\x00" + c.Value)
}
