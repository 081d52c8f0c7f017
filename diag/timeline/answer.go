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

// Judged says whether a capture held anything of a login. Other recordings without any
// are refused.
func (a Answer) Judged() bool { return a.Capture == nil || a.Capture.Messages > 0 }
