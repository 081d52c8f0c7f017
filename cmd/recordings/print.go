package recordings

import (
	"fmt"
	"io"

	"adwalk/diag/timeline"
	"adwalk/ui/safetext"
)

// printRecording prints findings first, then the timeline.
func printRecording(w io.Writer, a timeline.Answer, all bool) {
	for _, l := range a.Lines(all) {
		fmt.Fprintln(w, safetext.Printable(l))
	}
}
