package timeline

import (
	"context"
	"errors"

	"adwalk/ad"
)

// Refused says what is wrong with a text that was to hold exported events and that
// LDAPClients or NTLM could not read, and what to do. It is an *ad.Problem.
func Refused(err error) error {
	p := ad.AsProblem(err, ad.ProblemProtocol, "reading the exported events")
	switch {
	case errors.Is(err, ErrNotEvents):
		p.Kind, p.Why, p.Do = ad.ProblemUsage, "there are no Windows events in it", "export them with the Event Viewer or wevtutil as XML, or with Export-Csv"
	case p.Do == "" && !errors.Is(err, context.Canceled):
		p.Do = "the export is damaged: export the events again and hand over the whole file"
	}
	return p
}
