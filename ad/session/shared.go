package session

import (
	"context"
	"errors"
	"sync"

	"adwalk/ad"
)

// shared is a value that is made once for everybody who needs it. It is made
// in a goroutine of its own; each user waits under its own context. When the
// last user has given up, making it stops, and the next user starts it again. A
// failure is kept, so that a refused password is not sent again.
type shared[T any] struct {
	mu      sync.Mutex
	current *making[T]
}

// making is one attempt. Its result may be read once done is closed.
type making[T any] struct {
	done    chan struct{}
	value   T
	err     error
	waiting int
	left    error // why the last user gave up
	stop    context.CancelFunc
}

// crew starts goroutines and can wait for them.
type crew struct {
	life context.Context // of the Epoch
	run  func(func()) bool
}

// get returns the value and makes it when there is none. discard takes a value
// that came when nobody waited any more.
func (s *shared[T]) get(ctx context.Context, c crew, make func(context.Context) (T, error), discard func(T)) (T, error) {
	s.mu.Lock()
	m := s.current
	fresh := m == nil
	var work context.Context
	if fresh {
		m = &making[T]{done: newSignal()}
		work, m.stop = context.WithCancel(c.life)
		s.current = m
	}
	m.waiting++
	s.mu.Unlock()
	// Started without the lock: the crew has one of its own, under which others ask for
	// the value.
	if fresh && !c.run(func() {
		defer m.stop()
		value, err := safely(func() (T, error) { return make(work) })
		s.finish(c.life, m, value, err, discard)
	}) {
		s.never(m, context.Cause(c.life))
	}
	select {
	case <-m.done:
		return m.value, m.err
	case <-ctx.Done():
		var none T
		s.leave(m, ctx.Err())
		return none, gaveUp(ctx)
	}
}

// never ends an attempt that could not begin, because the crew has gone.
func (s *shared[T]) never(m *making[T], cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.stop()
	if s.current == m {
		s.current = nil
	}
	if m.finished() {
		return
	}
	if m.err = cause; cause == nil {
		m.err = &ad.Problem{Kind: ad.ProblemCancelled, What: "connecting", Why: "the login has ended"}
	}
	close(m.done)
}

// finish publishes a result, or throws it away when nobody waits for it.
// The life is looked at under the lock: whoever closes ends it first and asks
// for the value then, so that a late one is thrown away here or closed there.
func (s *shared[T]) finish(life context.Context, m *making[T], value T, err error, discard func(T)) {
	s.mu.Lock()
	unwanted := m.left != nil
	if !unwanted {
		m.value, m.err = value, err
		if cause := context.Cause(life); cause != nil {
			var none T
			m.value, m.err, unwanted = none, cause, true
		}
		close(m.done)
	}
	s.mu.Unlock()
	if unwanted && err == nil {
		discard(value)
	}
}

// leave ends one user's waiting. What took too long for its last user counts as
// a failure; what was stopped does not.
func (s *shared[T]) leave(m *making[T], why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.waiting--
	if m.waiting > 0 || m.left != nil || m.finished() {
		return
	}
	m.left = why
	m.stop()
	if errors.Is(why, context.DeadlineExceeded) {
		m.err = tookTooLong(why)
		close(m.done)
	} else if s.current == m {
		s.current = nil
	}
}

func (m *making[T]) finished() bool {
	select {
	case <-m.done:
		return true
	default:
		return false
	}
}

// have returns the value when it was made already.
func (s *shared[T]) have() (T, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == nil || !s.current.finished() || s.current.err != nil {
		var none T
		return none, false
	}
	return s.current.value, true
}

// put sets the value.
func (s *shared[T]) put(value T) {
	done := newSignal()
	close(done)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current = &making[T]{done: done, value: value, stop: func() {}}
}

// forget drops the value, or the failure, so that it is made anew. What is
// being made goes on.
func (s *shared[T]) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil && s.current.finished() {
		s.current = nil
	}
}

// failed says whether making it failed.
func (s *shared[T]) failed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current != nil && s.current.finished() && s.current.err != nil
}

func newSignal() chan struct{} { return make(chan struct{}) }

// gaveUp says why there is no answer when waiting for it was ended.
func gaveUp(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return tookTooLong(ctx.Err())
	}
	return &ad.Problem{Kind: ad.ProblemCancelled, What: "waiting for the connection", Why: "stopped", Do: "start it again to go on", Err: ctx.Err()}
}

func tookTooLong(err error) error {
	return &ad.Problem{Kind: ad.ProblemUnreachable, What: "waiting for the connection", Why: "timed out", Do: "check whether the server answers at all", Err: err}
}
