package walk

import (
	"context"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
)

// Writer is what writes a plan. Directory is asked for owners once more right
// before; nil skips that. A nil Editor is read-only.
type Writer struct {
	Directory ad.Directory
	Editor    ad.Editor
}

// Apply writes a confirmed plan, then asks again for everything and says what
// became of it. The plan is the walk's own, or a part of it. Where the last look
// before the write forbade it, nothing was written and there is no verdict.
func (w *Walk) Apply(ctx context.Context, p fix.Plan, by Writer, sink Sink) State {
	if st := w.Write(ctx, p, by, sink); len(st.Outcomes) == 0 {
		return st
	}
	return w.Verify(ctx, p, sink)
}

// Write looks once more for what speaks against the plan, then writes it. It
// writes nothing when the identity changed since the walk, or when the forest
// did.
func (w *Walk) Write(ctx context.Context, p fix.Plan, by Writer, sink Sink) State {
	defer w.listen(sink)()
	if w.epoch() != w.State().Epoch {
		return w.over()
	}
	w.mu.Lock()
	w.before = worked(w.facts)
	w.mu.Unlock()
	w.emit(Event{Kind: Rechecking})
	problem := fix.Recheck(ctx, by.Directory, p, func(done, total int, what string) {
		w.emit(Event{Kind: Progressed, Progress: &Progress{done, total, what}})
	})
	switch {
	case problem != nil:
	case by.Editor == nil:
		problem = &ad.Problem{Kind: ad.ProblemRefused, What: "writing the plan", Why: "this program was started read-only", Do: "start it without --read-only"}
	default:
		problem = fix.Apply(ctx, p, by.Editor, func(o ad.ChangeOutcome) { w.emit(Event{Kind: Changed, Change: &o}) })
	}
	w.emit(Event{Kind: Written, Problem: problem})
	return w.State()
}

// Undo undoes what the last write changed, last first, each by its entry in the
// journal. A refusal does not keep the others from being undone; it stops when
// the directory cannot be reached or ctx ends.
func (w *Walk) Undo(ctx context.Context, e ad.Editor, sink Sink) State {
	defer w.listen(sink)()
	var first *ad.Problem
	for _, id := range w.State().Standing() {
		o := e.Undo(ctx, id)
		o.ID = id
		w.emit(Event{Kind: Undone, Change: &o})
		if o.Problem != nil && first == nil {
			first = o.Problem
		}
		if o.Problem != nil && (ctx.Err() != nil || o.Problem.Kind == ad.ProblemUnreachable) {
			break
		}
	}
	w.emit(Event{Kind: Written, Problem: first})
	return w.State()
}

// Standing lists the journal's entries of the last write that the directory
// took and that were not undone since, last first.
func (s State) Standing() []string {
	undone := map[string]bool{}
	for _, o := range s.Undos {
		undone[o.ID] = undone[o.ID] || o.Problem == nil
	}
	var ids []string
	for _, o := range slices.Backward(s.Outcomes) {
		if o.Done && o.Problem == nil && !o.Already && !undone[o.ID] {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// Changed says whether the last write changed anything.
func (s State) Changed() bool {
	for _, o := range s.Outcomes {
		if o.Done && !o.Already {
			return true
		}
	}
	return false
}

// judged makes findings and plan from a snapshot.
func (w *Walk) judged(snap *diag.Snapshot) ([]diag.Finding, fix.Plan) {
	e := w.parts.Engine
	if e == nil || e.Texts == nil {
		return nil, fix.Plan{}
	}
	found := diag.Findings(e.Judge(w.guide, snap), e.Texts)
	if w.parts.Plan != nil {
		return found, w.parts.Plan(found, snap.Reader())
	}
	return found, fix.Build(found, snap.Reader())
}
