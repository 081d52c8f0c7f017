package cli

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestWaitingForATurnCanBeGivenUp(t *testing.T) {
	var s Session
	s.mu.Lock() // a connection that takes its time
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Directory(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("directory: %v", err)
	}
	if _, err := s.Tickets(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("tickets: %v", err)
	}
	s.mu.Unlock()
	if err := s.mu.LockOr(ctx); err != nil {
		t.Errorf("a free turn: %v", err)
	}
	s.mu.Unlock()
}
