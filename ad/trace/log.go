package trace

import (
	"sync"
	"time"
)

// kept bounds the events in memory, unless KeepAll was called.
const kept = 2000

// Log holds the exchanges of one run. The zero Log is ready, a nil one records
// nothing. It is safe for concurrent use.
type Log struct {
	mu     sync.Mutex
	count  int
	events []*Event
	all    bool
	heard  []func(Event)
}

// Hear calls f for every step of every exchange from now on. It is called in
// the goroutine of the exchange, by several at once, and must not wait.
func (l *Log) Hear(f func(Event)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heard = append(l.heard, f)
}

// Events returns the last exchanges in the order in which they began, with what
// is known of each by now.
func (l *Log) Events() []Event {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make([]Event, len(l.events))
	for i, e := range l.events {
		out[i] = *e
		if e.Phase != Done {
			out[i].Elapsed = time.Since(e.At)
		}
	}
	return out
}

// KeepAll keeps every exchange from now on, for a report that lists them.
func (l *Log) KeepAll() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = true
}

// Begin records that an exchange begins now. The result is never nil and must be
// ended.
func (l *Log) Begin(e Event) *Exchange {
	x := &Exchange{log: l, event: &e}
	if l == nil {
		return x
	}
	e.At, e.Phase = time.Now(), Begun
	l.mu.Lock()
	l.count++
	e.Number = l.count
	if len(l.events) >= kept && !l.all {
		l.events = append(l.events[:0], l.events[kept/2:]...)
	}
	l.events = append(l.events, &e)
	x.tell()
	return x
}

// Exchange is an Event that has begun.
type Exchange struct {
	log   *Log
	event *Event // changed under the log's lock
}

// At says who turned out to be asked, and over which protection; "" leaves either
// as it is.
func (x *Exchange) At(server, protection string) {
	if x.log == nil {
		return
	}
	x.log.mu.Lock()
	defer x.log.mu.Unlock()
	if server != "" {
		x.event.Server = server
	}
	if protection != "" {
		x.event.Protection = protection
	}
}

// Progress says how many objects have come; waiting, that the server is silent
// but alive.
func (x *Exchange) Progress(objects int, waiting bool) {
	if x.log == nil {
		return
	}
	x.log.mu.Lock()
	if x.event.Phase == Done {
		x.log.mu.Unlock()
		return
	}
	x.event.Objects, x.event.Phase = objects, Reading
	if waiting {
		x.event.Phase = Waiting
	}
	x.event.Elapsed = time.Since(x.event.At)
	x.tell()
}

// End records the outcome of an exchange; see Outcome. Only the first call counts.
func (x *Exchange) End(err error) { x.EndAs(Outcome(err)) }

// EndAs is End with an outcome that no error carries.
func (x *Exchange) EndAs(outcome string) {
	if x.log == nil {
		return
	}
	x.log.mu.Lock()
	if x.event.Phase == Done {
		x.log.mu.Unlock()
		return
	}
	x.event.Phase, x.event.Outcome, x.event.Elapsed = Done, outcome, time.Since(x.event.At)
	x.tell()
}

// Received notes how many objects a search brought, without telling anybody.
func (x *Exchange) Received(objects int) {
	if x.log == nil {
		return
	}
	x.log.mu.Lock()
	defer x.log.mu.Unlock()
	x.event.Objects = objects
}

// tell hands the event on and gives the lock back.
func (x *Exchange) tell() {
	e, heard := *x.event, x.log.heard
	x.log.mu.Unlock()
	for _, f := range heard {
		f(e)
	}
}
