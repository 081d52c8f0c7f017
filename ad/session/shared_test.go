package session

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"adwalk/ad"
)

// bench is an Epoch's goroutines without an Epoch.
type bench struct {
	tasks sync.WaitGroup
	crew  crew
	end   context.CancelCauseFunc
}

func newBench() *bench {
	b := &bench{}
	life, end := context.WithCancelCause(context.Background())
	b.crew, b.end = crew{life, func(f func()) bool { b.tasks.Go(f); return true }}, end
	return b
}

// One of two users gives up: the other still gets the connection.
func TestTwoUsersOfOneDial(t *testing.T) {
	b, answer := newBench(), make(chan struct{})
	var s shared[int]
	dial := func(ctx context.Context) (int, error) {
		select {
		case <-answer:
			return 7, nil
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	impatient, giveUp := context.WithCancel(t.Context())
	first, second := make(chan error, 1), make(chan int, 1)
	go func() {
		_, err := s.get(impatient, b.crew, dial, func(int) {})
		first <- err
	}()
	for !s.waitedFor(1) {
		runtime.Gosched()
	}
	go func() {
		v, _ := s.get(t.Context(), b.crew, dial, func(int) {})
		second <- v
	}()
	for !s.waitedFor(2) {
		runtime.Gosched()
	}
	giveUp()
	if err := <-first; !errors.Is(err, context.Canceled) || ad.AsProblem(err, "", "").Kind != ad.ProblemCancelled {
		t.Errorf("who gave up: %v", err)
	}
	close(answer)
	if v := <-second; v != 7 {
		t.Errorf("who waited: %d", v)
	}
	b.tasks.Wait()
}

// waitedFor says whether so many users wait.
func (s *shared[T]) waitedFor(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current != nil && s.current.waiting == n
}

// When nobody waits any more the dial stops, a value that came all the same is
// closed, and the next user starts anew.
func TestDialThatNobodyWaitsFor(t *testing.T) {
	b := newBench()
	var s shared[int]
	ctx, giveUp := context.WithCancel(t.Context())
	discarded := make(chan int, 1)
	_, err := s.get(ctx, b.crew, func(work context.Context) (int, error) {
		giveUp()
		<-work.Done()
		return 7, nil // the answer came at the last moment
	}, func(v int) { discarded <- v })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if v := <-discarded; v != 7 {
		t.Errorf("discarded %d", v)
	}
	if v, err := s.get(t.Context(), b.crew, func(context.Context) (int, error) { return 8, nil }, func(int) {}); v != 8 || err != nil {
		t.Errorf("the next user: %d, %v", v, err)
	}
}

// A refused password is not sent again: a failure stays. So does one that took
// too long for everybody.
func TestFailureStays(t *testing.T) {
	b := newBench()
	var refused, slow shared[int]
	asked := 0
	for range 2 {
		if _, err := refused.get(t.Context(), b.crew, func(context.Context) (int, error) { asked++; return 0, errors.New("refused") }, func(int) {}); err == nil {
			t.Error("no error")
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	late, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, _ = slow.get(late, b.crew, func(work context.Context) (int, error) { <-work.Done(); return 0, work.Err() }, func(int) {})
	_, err := slow.get(t.Context(), b.crew, func(context.Context) (int, error) { return 7, nil }, func(int) {})
	if p := ad.AsProblem(err, "", ""); p == nil || p.Kind != ad.ProblemUnreachable {
		t.Errorf("%v", err)
	}
	b.tasks.Wait()
}

// A panic in a goroutine of ours is an error, and a value that comes after the
// end of the Epoch is closed.
func TestPanicAndLateValue(t *testing.T) {
	b := newBench()
	var broken, late shared[int]
	if _, err := broken.get(t.Context(), b.crew, func(context.Context) (int, error) { panic("boom") }, func(int) {}); ad.AsProblem(err, "", "") == nil {
		t.Errorf("%v", err)
	}
	discarded := make(chan int, 1)
	ended := errors.New("the login changed")
	_, err := late.get(t.Context(), b.crew, func(context.Context) (int, error) { b.end(ended); return 7, nil }, func(v int) { discarded <- v })
	if !errors.Is(err, ended) || <-discarded != 7 {
		t.Errorf("%v", err)
	}
	sideBySide(3, 2, func(i int) {
		if i == 1 {
			panic("boom")
		}
	}, func(i int, p *ad.Problem) {
		if i != 1 || p == nil {
			t.Errorf("%d: %v", i, p)
		}
	})
}

// Whoever starts the making may hold a lock under which others ask for the value.
func TestStartingUnderALockThatAskersHold(t *testing.T) {
	var s shared[int]
	var lock sync.Mutex
	starting := make(chan struct{})
	c := crew{t.Context(), func(f func()) bool {
		close(starting)
		lock.Lock()
		defer lock.Unlock()
		go f()
		return true
	}}
	lock.Lock()
	got := make(chan int)
	go func() {
		v, _ := s.get(t.Context(), c, func(context.Context) (int, error) { return 7, nil }, func(int) {})
		got <- v
	}()
	<-starting
	if s.failed() {
		t.Error("it failed before it began")
	}
	lock.Unlock()
	if v := <-got; v != 7 {
		t.Errorf("got %d", v)
	}
}

// A value that can no longer be made is an error, never nothing.
func TestACrewThatHasGone(t *testing.T) {
	var s shared[int]
	c := crew{t.Context(), func(func()) bool { return false }}
	for range 2 {
		if _, err := s.get(t.Context(), c, func(context.Context) (int, error) { return 7, nil }, func(int) {}); err == nil {
			t.Error("no value and no error")
		}
	}
}
