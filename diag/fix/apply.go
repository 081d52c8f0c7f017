package fix

import (
	"context"
	"strings"

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
	taken := map[string]ad.ChangeOutcome{} // first halves that wait for the second
	skip := map[string]bool{}              // first halves that failed
	for i, c := range p.Changes {
		half, key := halfOf(p, i)
		del, waits := taken[key]
		now := ctx
		switch {
		case waits && half == end: // what was begun is ended, also when the operator has just pressed cancel
			now = context.WithoutCancel(ctx)
		case ctx.Err() != nil:
			note(ad.ChangeOutcome{Change: c.Change, Result: ad.ResultNotSent, Problem: stopped(ctx, c.Change)})
			continue
		}
		if half == end && skip[key] {
			note(ad.ChangeOutcome{Change: c.Change, Result: ad.ResultNotSent, Problem: &ad.Problem{Kind: ad.ProblemRefused, What: "adding " + c.Change.Value,
				Why: notTaken(c), Do: "see the refusal above"}})
			continue
		}
		out := one(now, e, c)
		note(out)
		switch {
		case half == begin && out.Already: // it was somebody else who took it: nothing to give back
		case half == begin && out.Done: // also when only the record of it failed
			taken[key] = out
		case half == begin:
			skip[key] = true
		case out.Done:
			delete(taken, key)
		case out.Problem != nil && waits && half == end:
			back := e.Apply(now, del.Change.Inverse()) // without it the SPN would have no owner, the attribute no value
			if !back.Done && back.Problem != nil {
				back.Problem = orphaned(del.Change, back.Problem)
			}
			note(back)
			delete(taken, key)
		}
		if out.Problem != nil && out.Problem.Kind == ad.ProblemUnreachable {
			for k := i + 1; k < len(p.Changes); k++ {
				rest, key := halfOf(p, k)
				if del, waits := taken[key]; waits && rest == end {
					note(ad.ChangeOutcome{Change: p.Changes[k].Change, Problem: orphaned(del.Change, out.Problem)})
				}
			}
			return first
		}
	}
	return first
}

func notTaken(c Planned) string {
	if c.MovesFrom != "" {
		return "it could not be taken from its present owner"
	}
	return "the present value could not be deleted"
}

// half says which part of two changes that belong together a change is: both are
// made, or neither.
type half int

const (
	alone half = iota
	begin      // the delete
	end        // the add
)

// halfOf tells the halves of a move and of the replacement of a single value, by a key
// that both halves share.
func halfOf(p Plan, i int) (half, string) {
	c := p.Changes[i]
	replaces := func(k int) bool { // whether k is deleted and k+1 added in its place
		if k < 0 || k+1 >= len(p.Changes) {
			return false
		}
		del, add := p.Changes[k].Change, p.Changes[k+1].Change
		return del.Op == ad.DeleteValue && add.Op == ad.AddValue && strings.EqualFold(del.DN, add.DN) && strings.EqualFold(del.Attribute, attrETypes) && strings.EqualFold(add.Attribute, attrETypes)
	}
	switch {
	case c.MovesTo != "":
		return begin, ad.FoldSPN(c.Change.Value)
	case c.MovesFrom != "":
		return end, ad.FoldSPN(c.Change.Value)
	case replaces(i):
		return begin, "\x00" + strings.ToLower(c.Change.DN)
	case replaces(i - 1):
		return end, "\x00" + strings.ToLower(c.Change.DN)
	}
	return alone, ""
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

// orphaned says that a value was deleted and nothing came in its place: an SPN
// without an owner, an attribute without a value.
func orphaned(del ad.Change, p *ad.Problem) *ad.Problem {
	if !strings.EqualFold(del.Attribute, attrSPN) {
		return &ad.Problem{Kind: p.Kind, What: del.Attribute + " of " + del.Account + " has no value now", Why: del.Value + " was deleted, and the new value could not be added: " + p.Error(), Err: p,
			Do: "adwalk journal --settle finds out what the directory has; --finish or --undo completes it"}
	}
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
