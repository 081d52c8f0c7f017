package cli

import (
	"fmt"
	"time"

	"adwalk/ad/directory"
	"adwalk/ui/safetext"
)

// stillWorking says that a server works on a search that takes long. On a terminal
// the line rewrites itself; the log has each.
func (s *Session) stillWorking(w directory.Waiting) {
	text := fmt.Sprintf("%s is still working on the search: %s, %d objects so far", safetext.Printable(w.Server), w.Elapsed.Round(time.Second), w.Objects)
	s.Log.Add("# " + text)
	if !s.screen.Load() && terminal(s.Err) {
		fmt.Fprintf(s.Err, "\r\x1b[K%s (ctrl+c stops)", text)
	}
}
