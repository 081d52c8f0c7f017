package screen

import (
	"context"

	"adwalk/ad"
	"adwalk/diag/fix"
)

// Gated is what a plan's risk demands before it is written, or why it is refused. It
// comes to the screen that asked with AskGate.
type Gated struct {
	ID      string // of the question
	Plan    fix.Plan
	Demand  fix.Demand
	Problem *ad.Problem
}

// GateSlot is the slot of the task that AskGate starts. While it runs its screen takes
// no keys but those that leave or stop: they were meant for the question to come.
const GateSlot = "gate"

// AskGate asks what a plan's risk demands; the answer is a Gated. Without a gate only
// the changes themselves are judged.
func (a Access) AskGate(id string, p fix.Plan) Action {
	gate := a.Gate
	return Task{Slot: GateSlot, Name: "reading what the plan changes", Effect: Ask, Do: func(ctx context.Context, _ func(any)) any {
		g := Gated{ID: id, Plan: p}
		var err error
		if gate != nil {
			g.Demand, err = gate(ctx, p)
		} else {
			g.Demand, err = fix.Gate(ctx, nil, p, false)
		}
		g.Problem = ad.AsProblem(err, ad.ProblemRefused, "writing: "+p.Title)
		return g
	}}
}

// Recovery is what the journal says of earlier runs.
type Recovery struct {
	Settled int        // entries without a known result that have one now
	Open    int        // entries whose result is still not known
	Half    []HalfPlan // plans of which something stands and something was not made
}

// HalfPlan is a plan that is half done.
type HalfPlan struct {
	ID, Title string
	Left      []ad.Change // what was not made
}
