package walk

import (
	"slices"
	"strings"
	"sync"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
)

// derived is the kind of the source of an input that the directory told.
const derived = "derived"

// Parts is what a walk works with.
type Parts struct {
	Engine *guide.Engine
	// Facts returns the facts to start from, anew each time; nil is none.
	Facts func() *diag.Snapshot
	// Plan turns findings into a plan; nil is fix.Build.
	Plan func([]diag.Finding, *diag.Reader) fix.Plan
	// Epoch names the identity in use now. Nil is one that never ends.
	Epoch func() string
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// Walk is one walk through one guide. What asks, judges or writes runs one at a
// time; a second caller waits for the first to end.
type Walk struct {
	guide guide.Guide
	parts Parts

	turn sync.Mutex // held while something runs

	mu     sync.Mutex // guards what follows
	facts  *diag.Snapshot
	state  State
	events []Event
	sink   Sink
	before []proven // what worked before the last write
}

// New returns a walk of which nothing has happened yet.
func New(g guide.Guide, p Parts) *Walk {
	return Resume(g, p, nil, nil)
}

// Resume returns a walk that goes on where the events end, with the facts that
// were known then; nil facts are none.
func Resume(g guide.Guide, p Parts, events []Event, facts *diag.Snapshot) *Walk {
	w := &Walk{guide: g, parts: p, facts: facts, state: Replay(g, events), events: slices.Clone(events)}
	w.state.rest()
	if w.facts == nil {
		w.facts = w.start()
	}
	return w
}

func (w *Walk) start() *diag.Snapshot {
	if w.parts.Facts != nil {
		return w.parts.Facts()
	}
	return diag.NewSnapshot()
}

// State is what the walk's events add up to until now.
func (w *Walk) State() State {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state.clone()
}

// Snapshot is what the walk knows now. A new run starts another one.
func (w *Walk) Snapshot() *diag.Snapshot {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.facts
}

// Events lists what happened until now, without progress and without what was asked
// again since.
func (w *Walk) Events() []Event {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.events)
}

func (w *Walk) now() time.Time {
	if w.parts.Now != nil {
		return w.parts.Now().UTC()
	}
	return time.Now().UTC()
}

func (w *Walk) epoch() string {
	if w.parts.Epoch != nil {
		return w.parts.Epoch()
	}
	return ""
}

// emit records an event and passes it on.
func (w *Walk) emit(e Event) {
	e, sink := w.record(e)
	if sink != nil {
		sink(e)
	}
}

// record numbers an event and takes it into the state; progress is neither
// numbered nor kept.
func (w *Walk) record(e Event) (Event, Sink) {
	e.At = w.now()
	w.mu.Lock()
	defer w.mu.Unlock()
	if e.Kind != Progressed {
		e.Seq = w.state.last + 1
		w.state.Take(e)
		w.events = append(w.events, e)
		if e.Kind == Ended || e.Kind == Stopped {
			w.events = compact(w.events)
		}
	}
	return e, w.sink
}

// listen sets who hears what happens from now on, until the returned function
// is called. It also takes the turn.
func (w *Walk) listen(sink Sink) (done func()) {
	w.turn.Lock()
	w.mu.Lock()
	w.sink = sink
	w.mu.Unlock()
	return func() {
		w.mu.Lock()
		w.sink = nil
		w.mu.Unlock()
		w.turn.Unlock()
	}
}

// Give records an input that somebody gave; the next Run uses it. An empty value
// removes it, so that it is found again. It does not wait for what is under
// way. The error is a *ad.Problem.
func (w *Walk) Give(key, value string, src ad.Source) error {
	in := Input{Key: key, Value: value, Source: src, Gone: strings.TrimSpace(value) == ""}
	if !in.Gone {
		if err := guide.Set(w.guide, diag.NewSnapshot(), key, value, src); err != nil {
			return err
		}
	}
	w.record(Event{Kind: Given, Input: &in})
	return nil
}

// Say records what a person saw of an item; Judge or the next run uses it. A nil
// yes takes the answer back. It does not wait for what is under way.
func (w *Walk) Say(item string, yes *bool, src ad.Source) {
	a := Answer{Item: item, Source: src, Gone: yes == nil}
	if yes != nil {
		a.Yes = *yes
	}
	w.record(Event{Kind: Answered, Answer: &a})
	putAnswer(w.Snapshot(), a)
}

// Decide records what a person decided about a subject of the plan, as one of
// the candidates of a fix.Choice has it; Judge or the next run uses it. An empty
// choice takes the decision back. It does not wait for what is under way.
func (w *Walk) Decide(subject, choice string, src ad.Source) {
	d := Decision{Subject: subject, Choice: choice, Source: src, Gone: choice == ""}
	w.record(Event{Kind: Decided, Decision: &d})
	putDecision(w.Snapshot(), d)
}
