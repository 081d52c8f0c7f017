package app

import (
	"fmt"
	"time"

	"adwalk/ad/trace"
	"adwalk/ui/safetext"
)

// showSearch keeps one line on the terminal while a long search runs: how far it
// is, or that the server still works on it.
func (s *Session) showSearch(e trace.Event) {
	if e.Kind != trace.Search || e.Phase == trace.Begun || s.screen.Load() || !Terminal(s.Err) {
		return
	}
	switch e.Phase {
	case trace.Reading:
		fmt.Fprintf(s.Err, "\r\x1b[K%d objects read, %.0f a second (ctrl+c stops)", e.Objects, float64(e.Objects)/max(e.Elapsed.Seconds(), 0.001))
	case trace.Waiting:
		fmt.Fprintf(s.Err, "\r\x1b[K%s is still working on the search: %s, %d objects so far (ctrl+c stops)",
			safetext.Printable(e.Server), e.Elapsed.Round(time.Second), e.Objects)
	default:
		if s.shown.CompareAndSwap(int64(e.Number), 0) {
			fmt.Fprint(s.Err, "\r\x1b[K")
		}
		return
	}
	s.shown.Store(int64(e.Number))
}
