package timeline

import (
	"sort"
	"time"
)

// MaxEvents bounds a timeline. What comes later is counted and judged, and not kept.
const MaxEvents = 20_000

// Event is one thing that happened.
type Event struct {
	At      time.Time `json:"at,omitzero"` // UTC where the source says so
	Where   string    `json:"where"`       // "packet 7", "line 12", "record 48211"
	From    string    `json:"from,omitempty"`
	To      string    `json:"to,omitempty"`
	Text    string    `json:"text"` // what happened, as a clause: "asks for http/app.contoso.lab"
	Problem bool      `json:"problem,omitempty"`
	SPN     string    `json:"spn,omitempty"`
	Client  string    `json:"client,omitempty"`
	Code    string    `json:"code,omitempty"` // "7 KDC_ERR_S_PRINCIPAL_UNKNOWN", "0xc000006d"
}

// Finding is a fault that the events show.
type Finding struct {
	Code    string            `json:"code"`    // of the cause family, as explain uses it: "spn-missing"
	Title   string            `json:"title"`   // the family in words
	Subject string            `json:"subject"` // SPN, account or server
	What    string            `json:"what"`    // one sentence
	Count   int               `json:"count"`
	First   string            `json:"first"` // Where of the first event that shows it
	At      time.Time         `json:"at,omitzero"`
	Causes  []string          `json:"causes,omitempty"`
	Next    []string          `json:"next,omitempty"`
	Guide   string            `json:"guide,omitempty"`
	Inputs  map[string]string `json:"inputs,omitempty"` // for the guide
}

// Story is a whole recording.
type Story struct {
	Source   string    `json:"source"` // what it is: "network capture", "KRB5_TRACE", …
	Events   []Event   `json:"events"`
	More     int       `json:"more_events,omitempty"` // that were not kept
	Findings []Finding `json:"findings"`
	SPNs     []string  `json:"spns,omitempty"`  // that were asked for or refused, in the order in which they came
	Notes    []string  `json:"notes,omitempty"` // what could not be read, and why
}

// finish sorts what was gathered: events by time where every event has one, and
// findings with the most telling first.
func (s *Story) finish() {
	timed := true
	for _, e := range s.Events {
		timed = timed && !e.At.IsZero()
	}
	if timed {
		sort.SliceStable(s.Events, func(i, j int) bool { return s.Events[i].At.Before(s.Events[j].At) })
	}
	sort.SliceStable(s.Findings, func(i, j int) bool { return rank(s.Findings[i].Code) < rank(s.Findings[j].Code) })
}
