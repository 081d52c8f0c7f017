package screen

import (
	"time"

	"adwalk/ad"
)

// World is what every screen may look at and only the root changes.
type World struct {
	Status     Status
	Problem    *ad.Problem // what is wrong with the connection
	Connecting bool
	ReadOnly   string // why nothing can be written, "" when it can
	Now        func() time.Time
}

// Failed is what a screen takes when its task broke: a mistake in the program,
// kept from taking the console down.
type Failed struct{ Text string }
