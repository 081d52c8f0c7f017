package app

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/ad/session"
)

// EpochEditor writes as one login. A write that is under way when another login
// takes its place is finished; the next one is refused with the reason.
type EpochEditor struct {
	ad.Editor
	Epoch *session.Epoch
}

// Apply implements ad.Editor.
func (e EpochEditor) Apply(ctx context.Context, c ad.Change) ad.ChangeOutcome {
	leave, err := e.Epoch.Enter()
	if err != nil {
		return ad.ChangeOutcome{Change: c, Result: ad.ResultNotSent, Problem: ad.AsProblem(err, ad.ProblemCancelled, "changing the directory")}
	}
	defer leave()
	return e.Editor.Apply(ctx, c)
}

// Undo implements ad.Editor.
func (e EpochEditor) Undo(ctx context.Context, id string) ad.ChangeOutcome {
	leave, err := e.Epoch.Enter()
	if err != nil {
		return ad.ChangeOutcome{ID: id, Result: ad.ResultNotSent, Problem: ad.AsProblem(err, ad.ProblemCancelled, "changing the directory")}
	}
	defer leave()
	return e.Editor.Undo(ctx, id)
}

// epochPlanEditor is the same for whole plans.
type epochPlanEditor struct {
	EpochEditor
	plans ad.PlanEditor
}

// BeginPlan implements ad.PlanEditor.
func (e epochPlanEditor) BeginPlan(ctx context.Context, title string, changes []ad.Change) (ad.Editor, error) {
	leave, err := e.Epoch.Enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	part, err := e.plans.BeginPlan(ctx, title, changes)
	if err != nil {
		return nil, err
	}
	return EpochEditor{part, e.Epoch}, nil
}

// Settle looks up the result of an open entry of the journal.
func (e epochPlanEditor) Settle(ctx context.Context, id string) (journal.Entry, error) {
	leave, err := e.Epoch.Enter()
	if err != nil {
		return journal.Entry{}, err
	}
	defer leave()
	by, ok := e.plans.(Settler)
	if !ok {
		return journal.Entry{}, &ad.Problem{Kind: ad.ProblemRefused, What: "settling " + id, Why: "this editor keeps no journal"}
	}
	return by.Settle(ctx, id)
}

var _ Settler = epochPlanEditor{}

// Settler is what can look up the result of an open entry.
type Settler interface {
	Settle(ctx context.Context, id string) (journal.Entry, error)
}
