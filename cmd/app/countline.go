package app

import (
	"fmt"
	"time"
)

// countLine says how far something is: how much is done, how fast, and how long the
// rest takes at that rate.
func countLine(done, total int, elapsed time.Duration) string {
	text := fmt.Sprintf("%d of %d", done, total)
	if done == 0 || elapsed < time.Second {
		return text
	}
	left := time.Duration(float64(elapsed) / float64(done) * float64(total-done)).Round(time.Second)
	return fmt.Sprintf("%s, %.0f a second, %s left (ctrl+c stops)", text, float64(done)/elapsed.Seconds(), left)
}

// Count is that line; it goes away when all is done.
func (s *Session) Count(quiet bool) func(done, total int) {
	if quiet || !Terminal(s.Err) {
		return nil
	}
	start := time.Now()
	return func(done, total int) {
		if done == total {
			fmt.Fprint(s.Err, "\r\x1b[K")
			return
		}
		fmt.Fprint(s.Err, "\r\x1b[K"+countLine(done, total, time.Since(start)))
	}
}
