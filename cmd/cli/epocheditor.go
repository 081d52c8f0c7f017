package cli

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/ad/session"
)

// epochEditor writes as one login. A write that is under way when another login
// takes its place is finished; the next one is refused with the reason.
type epochEditor struct {
	ad.Editor
	epoch *session.Epoch
}

// Apply implements ad.Editor.
func (e epochEditor) Apply(ctx context.Context, c ad.Change) ad.ChangeOutcome {
	leave, err := e.epoch.Enter()
	if err != nil {
		return ad.ChangeOutcome{Change: c, Result: ad.ResultNotSent, Problem: ad.AsProblem(err, ad.ProblemCancelled, "changing the directory")}
	}
	defer leave()
	return e.Editor.Apply(ctx, c)
}

// Undo implements ad.Editor.
func (e epochEditor) Undo(ctx context.Context, id string) ad.ChangeOutcome {
	leave, err := e.epoch.Enter()
	if err != nil {
		return ad.ChangeOutcome{ID: id, Result: ad.ResultNotSent, Problem: ad.AsProblem(err, ad.ProblemCancelled, "changing the directory")}
	}
	defer leave()
	return e.Editor.Undo(ctx, id)
}

// epochPlanEditor is the same for whole plans.
type epochPlanEditor struct {
	epochEditor
	plans ad.PlanEditor
}

// BeginPlan implements ad.PlanEditor.
func (e epochPlanEditor) BeginPlan(ctx context.Context, title string, changes []ad.Change) (ad.Editor, error) {
	leave, err := e.epoch.Enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	part, err := e.plans.BeginPlan(ctx, title, changes)
	if err != nil {
		return nil, err
	}
	return epochEditor{part, e.epoch}, nil
}

// Settle looks up the result of an open entry of the journal.
func (e epochPlanEditor) Settle(ctx context.Context, id string) (journal.Entry, error) {
	leave, err := e.epoch.Enter()
	if err != nil {
		return journal.Entry{}, err
	}
	defer leave()
	by, ok := e.plans.(settler)
	if !ok {
		return journal.Entry{}, &ad.Problem{Kind: ad.ProblemRefused, What: "settling " + id, Why: "this editor keeps no journal"}
	}
	return by.Settle(ctx, id)
}

var _ settler = epochPlanEditor{}

// settler is what can look up the result of an open entry.
type settler interface {
	Settle(ctx context.Context, id string) (journal.Entry, error)
}
