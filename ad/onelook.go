package ad

import (
	"context"
	"fmt"
	"sync"
)

// look is what one look at a forest has been told.
type look struct {
	mu    sync.Mutex
	asked map[any]*asked
	bytes int
}

// asked is one question. Its answer is there when done is closed.
type asked struct {
	done   chan struct{}
	answer any
	kept   bool
}

type lookKey struct{}

// OneLook is ctx for one look at a forest, such as the steps of a walk from the first
// to the last: under it the same question is asked once, and who asks it again gets
// the answer that came. Another look asks anew, and so does whoever has no look.
func OneLook(ctx context.Context) context.Context {
	return context.WithValue(ctx, lookKey{}, &look{asked: map[any]*asked{}})
}

// Once asks a question once in the look of ctx. The key is the question, with whom it
// is asked; its type is the asker's own. Whoever asks while an answer is under way
// waits for it. An error is nobody else's answer, nor is one that keep does not want.
func Once[T any](ctx context.Context, key any, ask func() (T, error), keep func(T) bool) (answer T, err error) {
	l, ok := ctx.Value(lookKey{}).(*look)
	if !ok {
		return ask()
	}
	for {
		a, mine := l.turn(key)
		if !mine {
			select {
			case <-a.done:
			case <-ctx.Done():
				return answer, ctx.Err()
			}
			if !a.kept {
				continue
			}
			return a.answer.(T), nil
		}
		defer l.end(key, a)
		if answer, err = ask(); err == nil && keep(answer) {
			a.answer, a.kept = answer, true
		}
		return answer, err
	}
}

// turn is the question as it stands, or a new one that the caller has to answer.
func (l *look) turn(key any) (a *asked, mine bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if a, ok := l.asked[key]; ok {
		return a, false
	}
	a = &asked{done: make(chan struct{})}
	l.asked[key] = a
	return a, true
}

// end lets those go on who wait. A question without an answer may be asked again.
func (l *look) end(key any, a *asked) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !a.kept {
		delete(l.asked, key)
	}
	close(a.done)
}

// take counts what a look keeps, and says whether it may.
func (l *look) take(n int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bytes+n > maxLook {
		return false
	}
	l.bytes += n
	return true
}

// The bounds of what a look keeps: bytes in all, and bytes of one answer.
const (
	maxLook       = 16 << 20
	maxLookAnswer = 1 << 20
)

// found is the answer to a search.
type found struct {
	entries  []Entry
	coverage Coverage
	size     int // over maxLookAnswer: entries are not all
}

// searched is a question to one server.
type searched struct {
	server any
	query  string
}

// SearchOnce is search, whose answer is handed to yield, but for a query that the server
// has answered in the look of ctx: its answer comes from there. Answers of more than a
// megabyte are not kept. Server is any comparable value that stands for who is asked.
func SearchOnce(ctx context.Context, server any, q Query, search func(yield func(Entry) error) (Coverage, error), yield func(Entry) error) (Coverage, error) {
	l, ok := ctx.Value(lookKey{}).(*look)
	if !ok {
		return search(yield)
	}
	var cov Coverage
	fresh := false
	f, err := Once(ctx, searched{server, fmt.Sprintf("%#v", q)}, func() (found, error) {
		var f found
		var err error
		fresh = true
		f.coverage, err = search(func(e Entry) error {
			if f.size += e.size(); f.size <= maxLookAnswer {
				f.entries = append(f.entries, e)
			} else {
				f.entries = nil
			}
			return yield(e)
		})
		cov = f.coverage
		return f, err
	}, func(f found) bool { return f.size <= maxLookAnswer && l.take(f.size) })
	if fresh || err != nil {
		return cov, err
	}
	for _, e := range f.entries {
		if err := yield(e); err != nil {
			return f.coverage, err
		}
	}
	return f.coverage, nil
}
