package app

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/session"
)

// The console stands before anything is connected; these parts connect when
// they are first used, as whoever is logged in then.

// LazyDirectory reads as whoever is logged in.
type LazyDirectory struct{ Session *Session }

// Info implements ad.Directory.
func (l LazyDirectory) Info(ctx context.Context) (ad.DirectoryInfo, error) {
	return session.Reader{Epoch: l.Session.Live().Current()}.Info(ctx)
}

// Search implements ad.Directory.
func (l LazyDirectory) Search(ctx context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	return session.Reader{Epoch: l.Session.Live().Current()}.Search(ctx, q, yield)
}

// LazyTickets asks for tickets as whoever is logged in.
type LazyTickets struct{ Session *Session }

// Ask asks the KDC for a ticket.
func (l LazyTickets) Ask(ctx context.Context, req ad.TicketRequest) ad.TicketResult {
	return l.Session.Live().Current().Ask(ctx, req)
}

// Client is who asks; before the login, who was named.
func (l LazyTickets) Client() string { return l.Session.Live().Current().As() }

// HeldCaches lists what this program holds in memory before the operator's
// caches: a login by password or keytab is written to no cache.
type HeldCaches struct{ Session *Session }

// Caches lists both.
func (h HeldCaches) Caches(ctx context.Context) ([]ad.CredCache, error) {
	return h.Session.Live().Current().Caches(ctx)
}

// LazyEditor changes the directory as whoever is logged in, and refuses where the session is read-only.
type LazyEditor struct{ Session *Session }

// Apply implements ad.Editor.
func (l LazyEditor) Apply(ctx context.Context, c ad.Change) ad.ChangeOutcome {
	e, err := l.Session.Editor(ctx)
	if err != nil {
		return ad.ChangeOutcome{Change: c, Problem: ad.AsProblem(err, ad.ProblemRefused, "changing the directory")}
	}
	return e.Apply(ctx, c)
}

// Undo implements ad.Editor.
func (l LazyEditor) Undo(ctx context.Context, id string) ad.ChangeOutcome {
	e, err := l.Session.Editor(ctx)
	if err != nil {
		return ad.ChangeOutcome{ID: id, Problem: ad.AsProblem(err, ad.ProblemRefused, "changing the directory")}
	}
	return e.Undo(ctx, id)
}

// BeginPlan implements ad.PlanEditor.
func (l LazyEditor) BeginPlan(ctx context.Context, title string, changes []ad.Change) (ad.Editor, error) {
	e, err := l.Session.Editor(ctx)
	if err != nil {
		return nil, err
	}
	return e.BeginPlan(ctx, title, changes)
}
