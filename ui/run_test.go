package ui_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"adwalk/ui"
	"adwalk/ui/uitest"
)

// screenful collects what is drawn and tells when there is something.
type screenful struct {
	mu    sync.Mutex
	b     bytes.Buffer
	drawn chan struct{}
	once  sync.Once
}

func (s *screenful) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.b.Write(p)
	if strings.Contains(s.b.String(), "What do you see?") {
		s.once.Do(func() { close(s.drawn) })
	}
	return len(p), nil
}

// Ending the context, as a signal does, ends the console and gives the terminal
// back.
func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	clock := uitest.NewClock()
	in, feed := io.Pipe()
	defer feed.Close()
	out := &screenful{drawn: make(chan struct{})}
	ended := make(chan error, 1)
	go func() { ended <- ui.Run(ctx, uitest.Console(uitest.NewForest(clock)).Open(), in, out) }()
	wait := time.After(20 * time.Second)
	select {
	case <-out.drawn:
	case <-wait:
		t.Fatal("nothing was drawn")
	}
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Fatal(err)
		}
	case <-wait:
		t.Fatal("the console did not end")
	}
	if !strings.Contains(out.b.String(), "\x1b[?1049l") {
		t.Error("the terminal was not given back")
	}
}
