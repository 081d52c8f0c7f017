package editor

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/journal"
)

// maxObjects is how many objects one plan may change without AllowTier0.
const maxObjects = 25

// tier0 refuses a change of a protected object, unless this program was started
// to make such changes.
func (e *Editor) tier0(c ad.Change, o object) error {
	if o.protected == "" || e.opt.AllowTier0 {
		return nil
	}
	return refuse("changing "+o.account.Label(), o.protected, "start adwalk with --allow-tier0 if you mean to change it")
}

// BeginPlan reads every object of the plan before the first change, refuses the
// whole plan when one of them is protected or when there are more than maxObjects,
// and records the plan in the journal.
func (e *Editor) BeginPlan(ctx context.Context, title string, changes []ad.Change) (ad.Editor, error) {
	seen := map[string]bool{}
	for _, c := range changes {
		key := strings.ToLower(c.DN)
		if seen[key] {
			continue
		}
		seen[key] = true
		if len(seen) > maxObjects && !e.opt.AllowTier0 {
			return nil, refuse(fmt.Sprintf("changing more than %d objects at once", maxObjects), title, "apply smaller plans, or start adwalk with --allow-tier0")
		}
		if a, ok := find(c.Attribute); ok && !e.opt.AllowTier0 {
			object, err := e.read(ctx, c, a)
			if err == nil {
				err = e.tier0(c, object)
			}
			if err != nil {
				return nil, ad.AsProblem(err, ad.ProblemRefused, "reading "+c.DN)
			}
		}
	}
	id, err := e.journal.BeginPlan(ctx, journal.Entry{Operator: e.opt.Operator, Server: e.server(ctx), Title: title, Changes: changes})
	if err != nil {
		return nil, ad.AsProblem(err, ad.ProblemRefused, "recording the plan")
	}
	return planned{e, id}, nil
}

// planned is the editor of one plan.
type planned struct {
	*Editor
	plan string
}

// Apply makes one change of the plan.
func (p planned) Apply(ctx context.Context, c ad.Change) ad.ChangeOutcome {
	return p.apply(ctx, c, p.plan, "")
}

// Undo undoes a journalled change as part of the plan.
func (p planned) Undo(ctx context.Context, id string) ad.ChangeOutcome {
	return p.undo(ctx, id, p.plan)
}
