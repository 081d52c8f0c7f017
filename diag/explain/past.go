package explain

import (
	"strings"

	"adwalk/diag/codes"
)

// present are words with which a text comes to what fails now, after what was met and
// solved on the way there.
var present = []string{"now i'm getting", "now i am getting", "now im getting", "now i get", "now i'm stuck", "now i see", "now we get", "now we are getting", "now we're getting", "now getting", "now it says", "now it fails with", "now it gives", "now the error", "now the message", "error is now", "now another error", "now a different error", "now a new error", "but now i", "now get this error", "now get the error", "now get the following"}

// pastWeight is what a message still weighs that the text has left behind.
const pastWeight = codes.Weak + 8

// presentFrom is where a text that tells a story comes to what fails now, 0 for any other.
func presentFrom(folded string) int {
	if len(folded) > 10*briefText {
		return 0 // a log has no such story
	}
	at := -1
	for _, w := range present {
		at = max(at, strings.LastIndex(folded, w))
	}
	if at < 0 || !holdsAny(folded[at:], failures) {
		return 0
	}
	return at
}

// past takes the weight off what a text tells of before it comes to what fails now. Where
// that is no message that is known, it says so.
func past(p pasted, hits []hit) []hit {
	if p.now == 0 || len(hits) == 0 {
		return hits
	}
	later := false
	for i, h := range hits {
		if later = later || h.start >= p.now && h.weight >= codes.Weak; h.end <= p.now {
			hits[i].weight = min(h.weight, pastWeight)
		}
	}
	if !later {
		hits = append(hits, hit{&unspecificFailure, p.now, min(len(p.folded), p.now+maxLine), pastWeight + 2})
	}
	return hits
}
