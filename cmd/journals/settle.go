package journals

import (
	"context"
	"errors"
	"fmt"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/cmd/app"
	"adwalk/diag/fix"
	"adwalk/ui/safetext"
)

// halfDone is a plan of which some changes were made and some were not.
type halfDone struct {
	Plan  string      `json:"plan"`
	Title string      `json:"title"`
	Left  []ad.Change `json:"left"`
}

// runSettle looks up every open entry and says which plans are half done.
func runSettle(ctx context.Context, s *app.Session, o journalOptions) error {
	before, err := journal.Load("")
	if err != nil {
		return err
	}
	open := map[string]bool{}
	for _, e := range before.Entries {
		if e.Open() {
			open[e.ID] = true
		}
	}
	after := before
	if len(open) > 0 {
		if after, err = SettleWhere(ctx, s, journal.Entry.Open, s.Warn); err != nil {
			return err
		}
	}
	settled, undecided := []journal.Entry{}, 0
	for _, e := range after.Entries {
		if open[e.ID] {
			settled = append(settled, e)
		}
		if e.Open() {
			undecided++
		}
	}
	answer := settleAnswer{Settled: settled, HalfDone: HalfPlans(after)}
	if !o.json {
		answer.print(s)
	} else if err := app.WriteJSON(s.Out, answer); err != nil {
		return err
	}
	switch {
	case undecided > 0:
		return app.Exit{Code: app.ExitUnknown}
	case len(answer.HalfDone) > 0:
		return app.Exit{Code: app.ExitFound}
	}
	return nil
}

// settleAnswer is what became of the open entries, and the plans that are half done.
type settleAnswer struct {
	HalfDone []halfDone      `json:"half_done"`
	Settled  []journal.Entry `json:"settled"`
}

func (a settleAnswer) print(s *app.Session) {
	if len(a.Settled) == 0 {
		fmt.Fprintln(s.Out, "Every change in the journal has a known result.")
	}
	for _, e := range a.Settled {
		printEntry(s, e)
	}
	printHalf(s, a.HalfDone)
}

func printHalf(s *app.Session, half []halfDone) {
	for _, h := range half {
		fmt.Fprintf(s.Out, "\nHalf done: %s (plan %s)\n", safetext.Printable(h.Title), safetext.Printable(h.Plan))
		for _, c := range h.Left {
			fmt.Fprintf(s.Out, "  not made: %s %s on %s\n", c.Op, safetext.Printable(c.Value), safetext.Printable(c.DN))
		}
		fmt.Fprintf(s.Out, "  finish it with adwalk journal --finish %s, or undo it with adwalk journal --undo %s\n", safetext.Printable(h.Plan), safetext.Printable(h.Plan))
	}
}

// SettleWhere settles the open entries that are meant and returns the journal as
// it reads afterwards. Where the object cannot be asked for, the entry stays open.
func SettleWhere(ctx context.Context, s *app.Session, meant func(journal.Entry) bool, warn func(error)) (journal.Contents, error) {
	c, err := journal.Load("")
	if err != nil {
		return c, err
	}
	editor, err := s.Editor(ctx)
	if err != nil {
		return c, err
	}
	by, ok := editor.(app.Settler)
	if !ok {
		return c, errors.New("this editor cannot settle")
	}
	for _, e := range c.Entries {
		if !meant(e) || !e.Open() {
			continue
		}
		if _, err := by.Settle(ctx, e.ID); err != nil {
			if ctx.Err() != nil {
				return c, ctx.Err()
			}
			warn(err)
		}
	}
	return journal.Load("")
}

// HalfPlans lists plans of which something still stands and something was not
// made: a move that was stopped between its halves leaves an SPN without an owner.
// A part that the directory refused was decided, and shown, at the time.
func HalfPlans(c journal.Contents) []halfDone {
	out := []halfDone{}
	made, refused := map[string][]fix.Undone{}, map[string]bool{}
	for _, e := range c.Entries {
		if e.Result == journal.Done && e.UndoneBy == "" {
			made[e.Plan] = append(made[e.Plan], fix.Undone{ID: e.ID, Change: e.Change})
		}
		refused[e.Plan+changeKey(e.Change)] = e.Result == journal.Refused
	}
	held := holds(c)
	for _, id := range sortedKeys(c.Plans) {
		if fix.Undo("", made[id]).Empty() { // also where what was taken was given back
			continue
		}
		h := halfDone{Plan: id, Title: c.Plans[id].Title}
		for _, change := range unmade(c, id) {
			if !refused[id+changeKey(change)] && !held[changeKey(change)] {
				h.Left = append(h.Left, change)
			}
		}
		if len(h.Left) > 0 {
			out = append(out, h)
		}
	}
	return out
}

// holds lists the changes that some entry made and none undid.
func holds(c journal.Contents) map[string]bool {
	out := map[string]bool{}
	for _, e := range c.Entries {
		if e.Result == journal.Done && e.UndoneBy == "" {
			out[changeKey(e.Change)] = true
			delete(out, changeKey(e.Change.Inverse()))
		}
	}
	return out
}
