package walk

import (
	"time"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// Header says of whom a walk was asked, as whom, how and when.
type Header struct {
	Forest     string    `json:"forest"` // DN of the root domain, "" when it is not known
	Domain     string    `json:"domain"` // DN
	Realm      string    `json:"realm"`
	Server     string    `json:"dc"`         // dNSHostName of the domain controller
	Identity   string    `json:"identity"`   // who is bound
	Protection string    `json:"protection"` // as ad.DirectoryInfo has it
	Mode       []string  `json:"mode"`       // "read-only", "no-probes", "lab", "facts from a file"
	Version    string    `json:"version"`    // of this program
	At         time.Time `json:"time"`       // UTC, when the walk was printed
}

// HeaderOf is what the facts of a walk say for its header. The caller adds mode,
// version and time.
func HeaderOf(s *diag.Snapshot) Header {
	h := Header{Mode: []string{}}
	if f, ok := facts.Directory.Get(s.Reader(), ""); ok && f.Known() {
		d := f.Value
		h.Forest, h.Domain, h.Realm, h.Server, h.Identity, h.Protection = d.Forest, d.Domain, d.Realm, d.Server, d.As, d.Protection
	}
	return h
}
