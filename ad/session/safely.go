package session

import (
	"fmt"
	"sync"

	"adwalk/ad"
)

// safely runs f. A panic becomes an error: it must not end a process that may
// be in the middle of a write.
func safely[T any](f func() (T, error)) (value T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = broken(r)
		}
	}()
	return f()
}

func broken(r any) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemProtocol, What: "internal error", Why: fmt.Sprint(r), Do: "please report it"}
}

// sideBySide calls f for 0…n-1 at the same time, at most limit at once, and
// waits for all. failed takes the panic of one call.
func sideBySide(n, limit int, f func(i int), failed func(i int, p *ad.Problem)) {
	gate := make(chan struct{}, max(1, limit))
	var all sync.WaitGroup
	for i := range n {
		gate <- struct{}{}
		all.Go(func() {
			defer func() { <-gate }()
			defer func() {
				if r := recover(); r != nil {
					failed(i, broken(r))
				}
			}()
			f(i)
		})
	}
	all.Wait()
}
