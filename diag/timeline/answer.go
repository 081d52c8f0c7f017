package timeline

import (
	"adwalk/ad"
	"adwalk/ad/lookup"
)

// Answer is all that is said of one recording.
type Answer struct {
	File string `json:"file"`
	Story
	Capture *ad.CaptureSummary `json:"capture,omitempty"`
	Owners  []lookup.SPNOwners `json:"owners,omitempty"` // of the SPNs that were asked for, where the directory was asked
}

// Judged says whether the recording held anything of a login: without it nothing shows
// that nothing is wrong.
func (a Answer) Judged() bool {
	if a.Capture != nil {
		return a.Capture.Messages > 0
	}
	return len(a.Events)+a.More > 0
}
