package engine

import (
	"context"
	"sync"
	"weak"

	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/collect"
	"adwalk/diag/guide"
)

// EpochCollector collects for the walks of the console. A walk is the snapshot
// that it fills: it belongs to the login that began it, and after another login
// its further questions are refused with the reason.
type EpochCollector struct {
	s  *app.Session
	mu *sync.Mutex
	of map[weak.Pointer[diag.Snapshot]]*session.Epoch
}

// NewEpochCollector collects for the walks of a session's console.
func NewEpochCollector(s *app.Session) EpochCollector {
	return EpochCollector{s, &sync.Mutex{}, map[weak.Pointer[diag.Snapshot]]*session.Epoch{}}
}

// epoch is the login that the walk began with.
func (c EpochCollector) epoch(snap *diag.Snapshot) *session.Epoch {
	c.mu.Lock()
	defer c.mu.Unlock()
	for walk := range c.of {
		if walk.Value() == nil { // nobody looks at it any more
			delete(c.of, walk)
		}
	}
	walk := weak.Make(snap)
	if c.of[walk] == nil {
		c.of[walk] = c.s.Live().Current()
	}
	return c.of[walk]
}

// Collect implements guide.Collector.
func (c EpochCollector) Collect(ctx context.Context, reqs []diag.Request, snap *diag.Snapshot, progress guide.Progress) {
	e := c.epoch(snap)
	if p := e.Ended(); p != nil {
		nobody := &collect.Collector{Parallel: 1, NoDirectory: p, NoTickets: p, NoProbes: p}
		nobody.Collect(ctx, reqs, snap, progress)
		return
	}
	collectorOf(ctx, c.s, e).Collect(ctx, reqs, snap, progress)
}
