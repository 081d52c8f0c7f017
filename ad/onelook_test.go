package ad

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

type spnQuestion string

func always(string) bool { return true }

// Who asks the same in one look gets the answer that came, also while it is under way;
// another look, another question, and whoever has no look ask anew.
func TestOneLookAsksOnce(t *testing.T) {
	var asked atomic.Int32
	ask := func() (string, error) { asked.Add(1); return "svc-app", nil }
	ctx := OneLook(t.Context())
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if got, err := Once(ctx, spnQuestion("http/app"), ask, always); got != "svc-app" || err != nil {
				t.Errorf("%q %v", got, err)
			}
		})
	}
	all.Wait()
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
	for _, other := range []struct {
		ctx context.Context
		key any
	}{{ctx, spnQuestion("http/other")}, {ctx, "http/app"}, {OneLook(t.Context()), spnQuestion("http/app")}, {t.Context(), spnQuestion("http/app")}, {t.Context(), spnQuestion("http/app")}} {
		before := asked.Load()
		if _, err := Once(other.ctx, other.key, ask, always); err != nil || asked.Load() != before+1 {
			t.Errorf("%v was not asked", other.key)
		}
	}
}

// An error is no answer for others, nor is one that is not to be kept: those who
// waited ask for themselves.
func TestOneLookKeepsNoError(t *testing.T) {
	ctx := OneLook(t.Context())
	n := 0
	ask := func() (string, error) {
		if n++; n == 1 {
			return "", errors.New("the server is busy")
		}
		return "svc-app", nil
	}
	if _, err := Once(ctx, spnQuestion("http/app"), ask, always); err == nil {
		t.Error("no error")
	}
	if got, _ := Once(ctx, spnQuestion("http/app"), ask, func(string) bool { return false }); got != "svc-app" {
		t.Error(got)
	}
	if _, err := Once(ctx, spnQuestion("http/app"), ask, always); err != nil || n != 3 {
		t.Error("an answer was kept that nobody wanted to keep")
	}
}

// Whoever waits for another's answer can stop waiting, and the answer still comes.
func TestOneLookStopsWaiting(t *testing.T) {
	ctx := OneLook(t.Context())
	under, go1 := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		_, _ = Once(ctx, spnQuestion("http/app"), func() (string, error) { close(under); <-go1; return "svc-app", nil }, always)
	})
	<-under
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := Once(stopped, spnQuestion("http/app"), nil, always); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(go1)
	all.Wait()
	if got, err := Once(ctx, spnQuestion("http/app"), nil, always); err != nil || got != "svc-app" {
		t.Error(got)
	}
}

// A search's objects come again in their order; an answer too large to be kept, and
// one that its reader stopped, are asked for again.
func TestSearchOnce(t *testing.T) {
	ctx := OneLook(t.Context())
	asked, objects, size := 0, 3, 10
	search := func(yield func(Entry) error) (Coverage, error) {
		asked++
		for i := range objects {
			if err := yield(Entry{DN: string(rune('a' + i)), Attributes: []Attribute{{"x", []Value{make([]byte, size)}}}}); err != nil {
				return Coverage{}, err
			}
		}
		return Coverage{Note: "all"}, nil
	}
	read := func(key string, most int) (out []string, cov Coverage, err error) {
		cov, err = SearchOnce(ctx, spnQuestion(key), Query{}, search, func(e Entry) error {
			if out = append(out, e.DN); len(out) == most {
				return errors.New("enough")
			}
			return nil
		})
		return out, cov, err
	}
	for _, most := range []int{0, 0, 2} {
		got, cov, err := read("small", most)
		if want := []string{"a", "b", "c"}; most == 0 && (!slices.Equal(got, want) || cov.Note != "all" || err != nil) || most == 2 && (len(got) != 2 || err == nil) {
			t.Errorf("%q %v %v", got, cov, err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	if _, _, err := read("stopped", 1); err == nil || asked != 2 {
		t.Error("not stopped")
	}
	if got, _, _ := read("stopped", 0); len(got) != 3 || asked != 3 {
		t.Errorf("%q", got)
	}
	size = maxLookAnswer / 2
	for range 2 {
		if got, _, _ := read("large", 0); len(got) != 3 {
			t.Errorf("%q", got)
		}
	}
	if asked != 5 {
		t.Errorf("asked %d times", asked)
	}
}
