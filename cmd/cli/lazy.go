package cli

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/session"
)

// The console stands before anything is connected; these parts connect when
// they are first used, as whoever is logged in then.

type lazyDirectory struct{ s *Session }

func (l lazyDirectory) Info(ctx context.Context) (ad.DirectoryInfo, error) {
	return session.Reader{Epoch: l.s.session().Current()}.Info(ctx)
}

func (l lazyDirectory) Search(ctx context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	return session.Reader{Epoch: l.s.session().Current()}.Search(ctx, q, yield)
}

type lazyTickets struct{ s *Session }

func (l lazyTickets) Ask(ctx context.Context, req ad.TicketRequest) ad.TicketResult {
	return l.s.session().Current().Ask(ctx, req)
}

// Client is who asks; before the login, who was named.
func (l lazyTickets) Client() string { return l.s.session().Current().As() }

// heldCaches lists what this program holds in memory before the operator's
// caches: a login by password or keytab is written to no cache.
type heldCaches struct{ s *Session }

func (h heldCaches) Caches(ctx context.Context) ([]ad.CredCache, error) {
	return h.s.session().Current().Caches(ctx)
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
