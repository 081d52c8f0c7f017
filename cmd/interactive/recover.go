package interactive

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/cmd/app"
	"adwalk/cmd/journals"
	"adwalk/ui"
)

// recoverConsole settles what earlier runs left open, for the console. Nothing is
// connected and nothing asked where nothing is open.
func recoverConsole(ctx context.Context, s *app.Session) (ui.Recovery, *ad.Problem) {
	c, err := journal.Load("")
	if err != nil {
		return ui.Recovery{}, ad.AsProblem(err, ad.ProblemRefused, "reading the journal")
	}
	open := func(c journal.Contents) (n int) {
		for _, e := range c.Entries {
			if e.Open() {
				n++
			}
		}
		return n
	}
	before := open(c)
	var failed error
	if before > 0 {
		if c, err = journals.SettleWhere(ctx, s, journal.Entry.Open, func(err error) { failed = err }); err != nil {
			return ui.Recovery{}, ad.AsProblem(err, ad.ProblemUnreachable, "settling open changes")
		}
	}
	out := ui.Recovery{Open: open(c)}
	out.Settled = before - out.Open
	for _, h := range journals.HalfPlans(c) {
		out.Half = append(out.Half, ui.HalfPlan{ID: h.Plan, Title: h.Title, Left: h.Left})
	}
	return out, ad.AsProblem(failed, ad.ProblemRefused, "settling open changes")
}
