package cli

import (
	"fmt"
	"time"

	"adwalk/ad/directory"
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

// reading shows how many objects of a large search have come.
func (s *Session) reading(r directory.Reading) {
	if s.screen.Load() || !terminal(s.Err) {
		return
	}
	if r.Done {
		fmt.Fprint(s.Err, "\r\x1b[K")
		return
	}
	fmt.Fprintf(s.Err, "\r\x1b[K%d objects read, %.0f a second (ctrl+c stops)", r.Objects, float64(r.Objects)/max(r.Elapsed.Seconds(), 0.001))
}
