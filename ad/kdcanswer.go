package ad

import "time"

// KDCAnswer is what one of several KDCs said to the same request, and how its
// clock stands.
type KDCAnswer struct {
	KDC         string        `json:"kdc"` // host:port, as asked
	Ticket      TicketResult  `json:"ticket"`
	Offset      time.Duration `json:"offset"` // its clock minus ours, nanoseconds
	OffsetKnown bool          `json:"offset_known"`
	RTT         time.Duration `json:"rtt"` // of the question about the clock, nanoseconds
	Problem     *Problem      `json:"problem,omitempty"`
}
