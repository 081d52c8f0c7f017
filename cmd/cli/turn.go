package cli

import (
	"context"
	"errors"
	"sync"

	"adwalk/ad"
)

// turn is a mutex whose waiting can be given up: whoever connects may hold it for
// as long as a silent server takes, and who waits behind may be told to stop. The
// zero turn is free.
type turn struct {
	once sync.Once
	held chan struct{}
}

func (t *turn) slot() chan struct{} {
	t.once.Do(func() { t.held = make(chan struct{}, 1) })
	return t.held
}

// Lock waits for the turn.
func (t *turn) Lock() { t.slot() <- struct{}{} }

// LockOr waits for the turn until ctx ends; then the turn is not held.
func (t *turn) LockOr(ctx context.Context) error {
	select {
	case t.slot() <- struct{}{}:
		return nil
	default:
	}
	select {
	case t.slot() <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Unlock ends the turn.
func (t *turn) Unlock() { <-t.slot() }

// gaveUp says why there is no connection when the waiting for one was ended.
func gaveUp(err error) error {
	p := &ad.Problem{Kind: ad.ProblemCancelled, What: "waiting for the connection", Why: "stopped", Do: "ask again when you want to go on", Err: err}
	if errors.Is(err, context.DeadlineExceeded) {
		p.Kind, p.Why, p.Do = ad.ProblemUnreachable, "it was not there in time", "look whether the server answers at all"
	}
	return p
}
