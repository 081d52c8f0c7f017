package krb

import (
	"context"
	"sync"

	"adwalk/ad"
)

// maxParallel bounds what a caller may ask for: a KDC serves everybody.
const maxParallel = 64

// AskAll sends many requests, at most parallel at a time, and returns the
// results in the order of the requests. After each, progress is told how many
// are done; it is never called by two goroutines at once and may be nil. When
// the context ends, the requests that were not sent carry a Problem of kind
// cancelled.
func AskAll(ctx context.Context, asker ad.TicketAsker, reqs []ad.TicketRequest, parallel int, progress func(done, total int)) []ad.TicketResult {
	out := make([]ad.TicketResult, len(reqs))
	if parallel < 1 {
		parallel = 1
	}
	parallel = min(parallel, maxParallel, len(reqs))
	var mu sync.Mutex
	next, done := 0, 0
	take := func() int {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1
	}
	var wg sync.WaitGroup
	for range parallel {
		wg.Go(func() {
			for i := take(); i < len(reqs); i = take() {
				if ctx.Err() != nil {
					out[i] = ad.TicketResult{SPN: reqs[i].SPN, Problem: stopped(ctx, "asking for "+reqs[i].SPN)}
				} else {
					out[i] = asker.Ask(ctx, reqs[i])
				}
				mu.Lock()
				done++
				if progress != nil {
					progress(done, len(reqs))
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return out
}
