package walk

import "slices"

// compact leaves out what a later event makes void: a step that was visited again, an
// earlier judgement, an earlier run. A console asks again all day; what is kept is bound
// by the guide, not by how often it was asked. What stood before a write stays, as
// evidence. Replay gives the same state.
func compact(events []Event) []Event {
	kept := make([]Event, 0, len(events))
	again := map[string]bool{} // steps that are ended later
	var judged, rested, anew bool
	for _, e := range slices.Backward(events) {
		void := false
		switch e.Kind {
		case Rechecking:
			clear(again)
			judged, rested, anew = false, false, false
		case Began:
			void, anew = anew, true
		case StepBegan:
			void = anew || rested && again[e.Step]
		case StepEnded:
			void = anew || again[e.Step]
			again[e.Step] = true
		case Judged:
			void, judged = anew || judged, true
		case Stopped, Ended:
			void, rested = anew || rested && (e.Kind == Stopped || complete(kept)), true
		case EpochEnded:
			void, rested = anew, true
		}
		if !void {
			kept = append(kept, e)
		}
	}
	slices.Reverse(kept)
	return kept
}

// complete says whether a run that ended well is among the events.
func complete(events []Event) bool {
	return slices.ContainsFunc(events, func(e Event) bool { return e.Kind == Ended })
}
