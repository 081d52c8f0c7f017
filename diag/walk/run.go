package walk

import (
	"context"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
)

// Run walks the whole guide from no facts at all, and ends with findings and a
// plan. Steps after a failure still run: what they can tell, they tell. Steps
// that look at the same thing share what was asked once.
func (w *Walk) Run(ctx context.Context, sink Sink) State {
	defer w.listen(sink)()
	w.begin()
	return w.visit(ctx, func(int) bool { return true })
}

// Continue goes on with the steps that have no result yet.
func (w *Walk) Continue(ctx context.Context, sink Sink) State {
	defer w.listen(sink)()
	steps := w.State().Steps
	if w.epoch() != w.State().Epoch {
		return w.over()
	}
	w.Snapshot().ForgetProblems(ad.ProblemCancelled)
	w.put(w.Snapshot())
	return w.visit(ctx, func(i int) bool { return steps[i].Status == diag.Pending })
}

// Again asks anew for what one step stands on, and judges every step that was
// visited by the new answers.
func (w *Walk) Again(ctx context.Context, step string, sink Sink) State {
	defer w.listen(sink)()
	steps := w.State().Steps
	if w.epoch() != w.State().Epoch {
		return w.over()
	}
	for _, st := range w.guide.Steps {
		if st.ID == step && w.parts.Engine != nil {
			w.parts.Engine.Forget(w.Snapshot(), st)
		}
	}
	w.Snapshot().ForgetProblems(ad.ProblemCancelled)
	w.put(w.Snapshot())
	return w.visit(ctx, func(i int) bool { return steps[i].ID == step || steps[i].Status != diag.Pending })
}

// begin starts from no facts, under the identity that is in use now.
func (w *Walk) begin() {
	snap := w.start()
	w.mu.Lock()
	w.facts = snap
	w.mu.Unlock()
	w.emit(Event{Kind: Began, Epoch: w.epoch(), Guide: w.guide.ID})
	w.put(snap)
	if w.parts.Engine != nil {
		w.parts.Engine.Forget(snap, w.guide.Steps...)
	}
}

// put puts what a person gave and answered into a snapshot.
func (w *Walk) put(snap *diag.Snapshot) {
	st := w.State()
	for _, in := range w.guide.Inputs {
		if v, ok := st.Inputs[in.Key]; ok && v.Source.Kind != derived {
			_ = guide.Set(w.guide, snap, in.Key, v.Value, v.Source) // Give has tried it
		}
	}
	for _, a := range st.Answers {
		putAnswer(snap, a)
	}
	for _, d := range st.Decided {
		putDecision(snap, d)
	}
}

func putDecision(snap *diag.Snapshot, d Decision) {
	if d.Gone {
		snap.Forget(facts.Decision.For(d.Subject))
		return
	}
	facts.Decision.Put(snap, diag.Fact[string]{Subject: d.Subject, Value: d.Choice, Source: d.Source})
}

func putAnswer(snap *diag.Snapshot, a Answer) {
	if a.Gone {
		snap.Forget(facts.Answer.For(a.Item))
		return
	}
	facts.Answer.Put(snap, diag.Fact[facts.AnswerValue]{Subject: a.Item, Value: facts.AnswerValue{Yes: a.Yes}, Source: a.Source})
}

// visit visits the wanted steps in order, then judges.
func (w *Walk) visit(ctx context.Context, want func(int) bool) State {
	if w.parts.Engine == nil {
		w.emit(Event{Kind: Stopped, Problem: &ad.Problem{Kind: ad.ProblemNotAsked, What: "walking " + w.guide.ID, Why: "there is nothing to walk with"}})
		return w.State()
	}
	complete := true
	ctx = ad.OneLook(ctx)
	for i, st := range w.guide.Steps {
		if !want(i) {
			complete = complete && w.State().Steps[i].Status != diag.Pending
			continue
		}
		if p := w.step(ctx, st, w.Snapshot()); p != nil {
			w.judge()
			w.emit(Event{Kind: Stopped, Problem: p})
			return w.State()
		}
		if w.State().Over {
			return w.State()
		}
	}
	w.judge()
	if complete {
		w.emit(Event{Kind: Ended})
	} else {
		w.emit(Event{Kind: Stopped})
	}
	return w.State()
}

// step finds inputs and visits one step. A result that came after the identity
// changed is dropped.
func (w *Walk) step(ctx context.Context, st guide.Step, snap *diag.Snapshot) *ad.Problem {
	if w.epoch() != w.State().Epoch {
		w.over()
		return nil
	}
	w.emit(Event{Kind: StepBegan, Step: st.ID})
	progress := func(done, total int, what string) {
		w.emit(Event{Kind: Progressed, Step: st.ID, Progress: &Progress{done, total, what}})
	}
	err := w.parts.Engine.Inputs(ctx, w.guide, snap, progress)
	w.found(snap)
	if err != nil && ctx.Err() == nil {
		return ad.AsProblem(err, ad.ProblemUsage, "walking "+w.guide.ID)
	}
	var res guide.StepResult
	if ctx.Err() == nil {
		res = w.parts.Engine.Visit(ctx, st, snap, progress)
	}
	switch {
	case w.epoch() != w.State().Epoch:
		w.over()
	case ctx.Err() != nil:
		return &ad.Problem{Kind: ad.ProblemCancelled, What: "the walk was stopped", Do: "walk again, or ask again for a step", Err: ctx.Err()}
	default:
		w.emit(Event{Kind: StepEnded, Step: st.ID, Result: &res})
	}
	return nil
}

// EndEpoch is called when the identity changed: a walk that has begun says so at
// once, also when nothing is under way.
func (w *Walk) EndEpoch() {
	if st := w.State(); st.Epoch != w.epoch() && !st.Over && visited(st) {
		w.record(Event{Kind: EpochEnded, Problem: overProblem(w.guide.ID)})
	}
}

// visited says whether any step has a result or is being visited.
func visited(s State) bool {
	return slices.ContainsFunc(s.Steps, func(r guide.StepResult) bool { return r.Status != diag.Pending })
}

// over says that the identity changed under the walk.
func (w *Walk) over() State {
	w.emit(Event{Kind: EpochEnded, Problem: overProblem(w.guide.ID)})
	return w.State()
}

func overProblem(id string) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemRefused, What: "the walk " + id + " has ended",
		Why: "the login changed, and answers to two identities must not be mixed", Do: "walk again as the present identity"}
}

// found emits the inputs that were found, or found to be otherwise.
func (w *Walk) found(snap *diag.Snapshot) {
	known := w.State().Inputs
	for _, in := range w.guide.Inputs {
		f, ok := facts.Input.Get(snap.Reader(), in.Key)
		if !ok || !f.Known() || in.Paste {
			continue
		}
		if old, had := known[in.Key]; !had || old.Source.Kind == derived && old.Value != f.Value {
			w.emit(Event{Kind: Given, Input: &Input{Key: in.Key, Value: f.Value, Source: f.Source}})
		}
	}
}

// Judge lets every visited step judge again what is known, without asking.
func (w *Walk) Judge(sink Sink) State {
	defer w.listen(sink)()
	if w.parts.Engine == nil {
		return w.State()
	}
	e := *w.parts.Engine
	e.Collector = nil
	steps := w.State().Steps
	for i, st := range w.guide.Steps {
		if steps[i].Status == diag.Pending {
			continue
		}
		res := e.Visit(context.Background(), st, w.Snapshot(), nil)
		res.Asked = steps[i].Asked
		w.emit(Event{Kind: StepEnded, Step: st.ID, Result: &res})
	}
	w.judge()
	return w.State()
}

// judge makes findings and plan from what is known.
func (w *Walk) judge() {
	found, plan := w.judged(w.Snapshot())
	w.emit(Event{Kind: Judged, Findings: found, Plan: &plan})
}
