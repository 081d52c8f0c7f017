package ui

import (
	"adwalk/diag"
	"adwalk/ui/screen"
)

// recovered takes what the journal says of earlier runs: what was settled just now is
// a note, what is open or half done stays on the start screen.
func (m *Model) recovered(found *screen.Recovery) {
	if found == nil {
		return
	}
	m.world.Unsettled = *found
	if found.Settled > 0 {
		m.top().say(diag.Pass, "an earlier run ended before its answer: "+screen.Count(found.Settled, "change")+" settled, see the journal (w)")
	}
}
