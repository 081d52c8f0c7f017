package session

import (
	"context"
	"sync"
)

// turn is a mutex whose waiting can be given up. The zero turn is free.
type turn struct {
	once sync.Once
	held chan struct{}
}

func (t *turn) slot() chan struct{} {
	t.once.Do(func() { t.held = make(chan struct{}, 1) })
	return t.held
}

// take waits for the turn until ctx ends; then the turn is not held.
func (t *turn) take(ctx context.Context) error {
	select {
	case t.slot() <- struct{}{}:
		return nil
	default:
	}
	select {
	case t.slot() <- struct{}{}:
		return nil
	case <-ctx.Done():
		return gaveUp(ctx)
	}
}

// give ends the turn.
func (t *turn) give() { <-t.slot() }
