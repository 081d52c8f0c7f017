package ad

import "time"

// CaptureSummary says how much of a network capture was read, and what of it could
// not be.
type CaptureSummary struct {
	Packets   int       `json:"packets"`
	Messages  int       `json:"messages"`
	First     time.Time `json:"first,omitzero"` // of the first and last packet, UTC
	Last      time.Time `json:"last,omitzero"`
	NotIP     int       `json:"not_ip,omitempty"`          // packets of other protocols, or of a link type that is not read
	Link      string    `json:"link,omitempty"`            // the link type that is not read, "" when all were
	Cut       int       `json:"cut,omitempty"`             // packets of which the capture holds the beginning only
	Encrypted int       `json:"encrypted,omitempty"`       // TLS connections: what is inside is not visible
	Sealed    int       `json:"sealed,omitempty"`          // SMB connections with encryption
	Gaps      int       `json:"gaps,omitempty"`            // places where TCP data is missing
	Ended     string    `json:"ended_because,omitempty"`   // why reading ended before the end of the file
	Damaged   string    `json:"damaged_because,omitempty"` // what is wrong with the file
}
