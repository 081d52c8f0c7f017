package walk

import (
	"context"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

// Verify asks for everything again after a write and says what became of the
// plan. It starts from no facts: nothing that was true before the write counts.
// Only what the walk is about stays the same, so that the same SPNs are looked
// at.
func (w *Walk) Verify(ctx context.Context, p fix.Plan, sink Sink) State {
	defer w.listen(sink)()
	if w.epoch() != w.State().Epoch {
		return w.over()
	}
	w.mu.Lock()
	had := w.before
	w.mu.Unlock()
	snap := w.start()
	w.emit(Event{Kind: Verifying})
	w.put(snap)
	for _, f := range facts.Input.All(w.Snapshot().Reader()) {
		if f.Source.Kind == derived {
			f.Source = ad.Source{Kind: "kept", Name: "first walk", At: f.Source.At} // not found anew, and still nobody's word
		}
		facts.Input.Put(snap, f)
	}
	if w.parts.Engine == nil {
		return w.State()
	}
	w.parts.Engine.Forget(snap, w.guide.Steps...)
	var stopped *ad.Problem
	ctx = ad.OneLook(ctx)
	for _, st := range w.guide.Steps {
		if stopped = w.step(ctx, st, snap); stopped != nil || w.State().Over {
			break
		}
	}
	if w.State().Over {
		return w.State()
	}
	w.mu.Lock()
	w.facts = snap
	w.mu.Unlock()
	w.judge()
	after := w.State()
	v := verdict(p, after, lost(had, snap), stopped)
	w.emit(Event{Kind: Verified, Verdict: &v})
	return w.State()
}

// proven is one thing that was seen to work: the KDC issued a ticket, or a
// service accepted one.
type proven struct {
	what string
	kind string
	subj string
}

// worked lists what a snapshot shows to work.
func worked(s *diag.Snapshot) []proven {
	var out []proven
	r := s.Reader()
	for _, t := range facts.Ticket.All(r) {
		if t.Known() && t.Value.Reply != nil {
			out = append(out, proven{"a ticket for " + t.Subject, facts.Ticket.Name, t.Subject})
		}
	}
	for _, a := range facts.ServiceAnswer.All(r) {
		if a.Known() && a.Value.Accepted {
			out = append(out, proven{"the service's acceptance of a ticket for " + facts.Spoken(a.Subject), facts.ServiceAnswer.Name, a.Subject})
		}
	}
	return out
}

// lost lists what worked before and is now seen to fail. What was not asked or
// not answered this time is not lost.
func lost(before []proven, now *diag.Snapshot) []string {
	var out []string
	r := now.Reader()
	for _, p := range before {
		failed := false
		switch p.kind {
		case facts.Ticket.Name:
			t, ok := facts.Ticket.Get(r, p.subj)
			failed = ok && t.Known() && t.Value.Error != nil
		case facts.ServiceAnswer.Name:
			a, ok := facts.ServiceAnswer.Get(r, p.subj)
			failed = ok && a.Known() && a.Value.Tried && !a.Value.Accepted
		}
		if failed {
			out = append(out, p.what)
		}
	}
	return out
}
