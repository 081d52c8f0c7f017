package fix

import (
	"context"

	"adwalk/ad"
)

// Apply writes a confirmed plan through the editor, one change after the other,
// and reports each outcome as it comes. A change that the directory refuses
// does not stop the others, except its own other half: when the add of a move
// fails, the delete before it is undone, so that no SPN is left without an
// owner; where that fails too, the outcome says so. Apply stops when the
// directory can no longer be reached or ctx ends. It returns the first problem,
// nil when everything was done.
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
	e, begun := beginPlan(ctx, p, e)
	if begun != nil {
		return begun
	}
	taken := map[string]ad.ChangeOutcome{} // deletes that wait for their add, by value
	skip := map[string]bool{}              // values whose delete failed
	for i, c := range p.Changes {
		key := ad.FoldSPN(c.Change.Value)
		del, waits := taken[key]
		now := ctx
		switch {
		case waits && c.MovesFrom != "": // a move that was begun is ended, also when the operator has just pressed cancel
			now = context.WithoutCancel(ctx)
		case ctx.Err() != nil:
			note(ad.ChangeOutcome{Change: c.Change, Result: ad.ResultNotSent, Problem: stopped(ctx, c.Change)})
			continue
		}
		if c.Change.Op == ad.AddValue && skip[key] {
			note(ad.ChangeOutcome{Change: c.Change, Result: ad.ResultNotSent, Problem: &ad.Problem{Kind: ad.ProblemRefused, What: "adding " + c.Change.Value,
				Why: "it could not be taken from its present owner", Do: "see the refusal above"}})
			continue
		}
		out := one(now, e, c)
		note(out)
		switch {
		case c.MovesTo != "" && out.Already: // it was somebody else who took it: nothing to give back
		case c.MovesTo != "" && out.Done: // also when only the record of it failed
			taken[key] = out
		case c.MovesTo != "":
			skip[key] = true
		case out.Done:
			delete(taken, key)
		case out.Problem != nil && waits:
			back := e.Apply(now, del.Change.Inverse()) // without it the name would belong to nobody
			if !back.Done && back.Problem != nil {
				back.Problem = orphaned(del.Change, back.Problem)
			}
			note(back)
			delete(taken, key)
		}
		if out.Problem != nil && out.Problem.Kind == ad.ProblemUnreachable {
			for _, rest := range p.Changes[i+1:] {
				if del, waits := taken[ad.FoldSPN(rest.Change.Value)]; waits && rest.MovesFrom != "" {
					note(ad.ChangeOutcome{Change: rest.Change, Problem: orphaned(del.Change, out.Problem)})
				}
			}
			return first
		}
	}
	return first
}

// beginPlan checks and records the plan as a whole, where the editor can.
func beginPlan(ctx context.Context, p Plan, e ad.Editor) (ad.Editor, *ad.Problem) {
	whole, ok := e.(ad.PlanEditor)
	if !ok || p.Empty() {
		return e, nil
	}
	changes := make([]ad.Change, len(p.Changes))
	for i, c := range p.Changes {
		changes[i] = c.Change
	}
	part, err := whole.BeginPlan(ctx, p.Title, changes)
	return part, ad.AsProblem(err, ad.ProblemRefused, "writing the plan")
}

func one(ctx context.Context, e ad.Editor, c Planned) ad.ChangeOutcome {
	if c.Undoes != "" {
		return e.Undo(ctx, c.Undoes)
	}
	return e.Apply(ctx, c.Change)
}

// orphaned says that an SPN was deleted from its owner and added to no other.
func orphaned(del ad.Change, p *ad.Problem) *ad.Problem {
	why := "it was deleted from " + del.Account + " and could not be added to the new owner: " + p.What
	if p.Why != "" {
		why += ": " + p.Why
	}
	return &ad.Problem{Kind: p.Kind, What: "no account has " + del.Value + " now", Why: why, Err: p,
		Do: "add it to its new owner, or back: setspn -S " + del.Value + " " + del.Account}
}

func stopped(ctx context.Context, c ad.Change) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemCancelled, What: string(c.Op) + " " + c.Value, Why: "stopped before it was sent", Do: "start again to go on", Err: ctx.Err()}
}
