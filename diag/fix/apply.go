package fix

import (
	"context"

	"adwalk/ad"
)

// Apply writes a confirmed plan through the editor, one change after the other,
// and reports each outcome as it comes. A change that the directory refuses
// does not stop the others, except its own other half: when the add of a move
// fails, the delete before it is taken back, so that no name is left without an
// owner. Apply stops when the directory can no longer be reached or ctx ends.
// It returns the first problem, nil when everything was done.
func Apply(ctx context.Context, p Plan, e ad.Editor, report func(ad.ChangeOutcome)) *ad.Problem {
	var first *ad.Problem
	note := func(o ad.ChangeOutcome) {
		if report != nil {
			report(o)
		}
		if o.Problem != nil && first == nil {
			first = o.Problem
		}
	}
	taken := map[string]ad.ChangeOutcome{} // deletes that wait for their add, by value
	skip := map[string]bool{}              // values whose delete failed
	for _, c := range p.Changes {
		if ctx.Err() != nil {
			note(ad.ChangeOutcome{Change: c.Change, Problem: stopped(ctx, c.Change)})
			continue
		}
		key := ad.FoldSPN(c.Change.Value)
		if c.Change.Op == ad.AddValue && skip[key] {
			note(ad.ChangeOutcome{Change: c.Change, Problem: &ad.Problem{Kind: ad.ProblemRefused, What: "adding " + c.Change.Value,
				Why: "it could not be taken from its present owner", Do: "see the refusal above"}})
			continue
		}
		out := e.Apply(ctx, c.Change)
		note(out)
		switch {
		case out.Problem == nil && c.MovesTo != "":
			taken[key] = out
		case out.Problem == nil:
			delete(taken, key)
		case c.MovesTo != "":
			skip[key] = true
		default:
			if del, ok := taken[key]; ok && del.Done {
				// The way back must work even when the operator has just pressed
				// cancel: without it the name would belong to nobody.
				note(e.Apply(context.WithoutCancel(ctx), del.Change.Inverse()))
			}
		}
		if out.Problem != nil && out.Problem.Kind == ad.ProblemUnreachable {
			return first
		}
	}
	return first
}

func stopped(ctx context.Context, c ad.Change) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemCancelled, What: string(c.Op) + " " + c.Value, Why: "stopped before it was sent", Do: "start again to go on", Err: ctx.Err()}
}
