package cli

import (
	"context"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/guide"
)

// The console stands before anything is connected; these parts connect when
// they are first used.

type lazyDirectory struct{ s *Session }

func (l lazyDirectory) Info(ctx context.Context) (ad.DirectoryInfo, error) {
	d, err := l.s.Directory(ctx)
	if err != nil {
		return ad.DirectoryInfo{}, err
	}
	return d.Info(ctx)
}

func (l lazyDirectory) Search(ctx context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	d, err := l.s.Directory(ctx)
	if err != nil {
		return ad.Coverage{}, err
	}
	return d.Search(ctx, q, yield)
}

type lazyTickets struct{ s *Session }

func (l lazyTickets) Ask(ctx context.Context, req ad.TicketRequest) ad.TicketResult {
	c, err := l.s.Tickets(ctx)
	if err != nil {
		return ad.TicketResult{SPN: req.SPN, Problem: ad.AsProblem(err, ad.ProblemLogin, "asking for "+req.SPN)}
	}
	return c.Ask(ctx, req)
}

// Client is who asks; before the login, who was named.
func (l lazyTickets) Client() string {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	if c := l.s.tickets.value; c != nil {
		return c.Client()
	}
	return l.s.Flags.User
}

type lazyEditor struct{ s *Session }

func (l lazyEditor) Apply(ctx context.Context, c ad.Change) ad.ChangeOutcome {
	e, err := l.s.Editor(ctx)
	if err != nil {
		return ad.ChangeOutcome{Change: c, Problem: ad.AsProblem(err, ad.ProblemRefused, "changing the directory")}
	}
	return e.Apply(ctx, c)
}

func (l lazyEditor) Undo(ctx context.Context, id string) ad.ChangeOutcome {
	e, err := l.s.Editor(ctx)
	if err != nil {
		return ad.ChangeOutcome{ID: id, Problem: ad.AsProblem(err, ad.ProblemRefused, "changing the directory")}
	}
	return e.Undo(ctx, id)
}

func (l lazyEditor) BeginPlan(ctx context.Context, title string, changes []ad.Change) (ad.Editor, error) {
	e, err := l.s.Editor(ctx)
	if err != nil {
		return nil, err
	}
	return e.BeginPlan(ctx, title, changes)
}

type lazyCollector struct{ s *Session }

func (l lazyCollector) Collect(ctx context.Context, reqs []diag.Request, snap *diag.Snapshot, progress guide.Progress) {
	l.s.connected(ctx).Collect(ctx, reqs, snap, progress)
}
