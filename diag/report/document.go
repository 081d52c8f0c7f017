package report

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/walk"
)

// Schema names the form of the JSON. Members are added without a new number; a
// member that changes its meaning gets one.
const Schema = "adwalk-report/1"

// Document is a report.
type Document struct {
	Schema   string      `json:"schema"`
	Header   walk.Header `json:"header"`
	Redacted bool        `json:"redacted,omitempty"`
	Summary  Summary     `json:"summary"`
	Sections []Section   `json:"sections"`
	Tickets  []Ticket    `json:"tickets,omitempty"` // of the operator's caches
	Owners   []Edge      `json:"owners,omitempty"`  // who owns which SPN
	Delegate []Edge      `json:"delegation,omitempty"`
	Queries  []Query     `json:"queries,omitempty"` // everything that was sent, in order
	Digest   string      `json:"queries_sha256,omitempty"`
	Since    *Since      `json:"since,omitempty"` // what changed since an earlier run
}

// Summary counts what the sections say.
type Summary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notices  int `json:"notices"`
	Unknown  int `json:"unknown"`
	Passed   int `json:"passed"`
	Changes  int `json:"planned_changes"`
	Applied  int `json:"applied"`
}

// Section is one guide, or the checks of the whole forest.
type Section struct {
	Guide    string             `json:"guide"` // "check" for checks without a guide
	Title    string             `json:"title"`
	Steps    []Step             `json:"steps"`
	Findings []diag.Finding     `json:"findings"`
	Unknown  []walk.NotKnown    `json:"unknown"`
	Passed   []walk.Passed      `json:"passed"`
	Left     []walk.Todo        `json:"left"`
	Changes  []fix.ObjectChange `json:"changes"`
	Setspn   []string           `json:"setspn"`
	Shell    []string           `json:"powershell"`
	LDIF     string             `json:"ldif"`
	Verify   []string           `json:"verified_by"`
	Applied  []ad.ChangeOutcome `json:"applied"`
	Verdict  *walk.Verdict      `json:"verdict,omitempty"`
	Rows     []Row              `json:"rows"` // a flat row a check and subject
	Problem  *ad.Problem        `json:"problem,omitempty"`
	Inputs   map[string]string  `json:"inputs,omitempty"`
	remedies map[[2]string]string
	doubts   map[string]string // why a subject of a check could not be judged, in any step
}

// Step is a step and its status.
type Step struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Status diag.Status `json:"status"`
}

// Row is one check on one subject, flat, for tables and pipelines.
type Row struct {
	Server  string `json:"server"`
	Check   string `json:"check"`
	Area    string `json:"area"`
	Status  string `json:"status"`
	Subject string `json:"subject"`
	Details string `json:"details"`
	Remedy  string `json:"remedy"`
}

// Ticket is a cached ticket and how long it lives.
type Ticket struct {
	Cache   string    `json:"cache"`
	Service string    `json:"service"`
	EType   string    `json:"enctype"`
	Start   time.Time `json:"start"`
	End     time.Time `json:"end"`
}

// Edge joins two names: an SPN and its owner, a front end and a service.
type Edge struct {
	From string `json:"from"`
	To   string `json:"to"`
	Kind string `json:"kind,omitempty"` // "duplicate", "resource-based", "any service"
}

// Query is one exchange with a server.
type Query struct {
	At         time.Time `json:"at"`
	Text       string    `json:"text"` // the command that does the same
	Asked      string    `json:"asked,omitempty"`
	Protocol   string    `json:"protocol,omitempty"` // ldap, kerberos, dns, http, smtp, tcp
	Server     string    `json:"server,omitempty"`
	Protection string    `json:"protection,omitempty"`
	Outcome    string    `json:"outcome,omitempty"` // ok, the name of a result code or KDC error, or why there was none
	Objects    int       `json:"objects,omitempty"`
	Millis     float64   `json:"ms,omitempty"`
}

// Came says what came of it: outcome, duration, and who answered over what.
func (q Query) Came() string {
	parts := []string{q.Outcome, fmt.Sprintf("%.0f ms", q.Millis)}
	for _, s := range []string{q.Server, q.Protection} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if q.Outcome == "" {
		parts = parts[1:]
	}
	return strings.Join(parts, ", ")
}

// Section turns a walk's state into a section. area gives a check's area by code.
func SectionOf(st walk.State, server string, area func(code string) string) Section {
	s := Section{Guide: st.Guide.ID, Title: st.Guide.Symptom, Steps: []Step{}, Findings: st.Findings, Unknown: st.Unknown(), Passed: st.Passed(), Left: st.Todos(),
		Changes: st.Plan.ByObject(), Setspn: st.Plan.Setspn(), Shell: st.Plan.PowerShell(), LDIF: st.Plan.LDIF(), Verify: st.Plan.Verify,
		Applied: st.Outcomes, Verdict: st.Verdict, Problem: st.Problem, Inputs: map[string]string{}, remedies: map[[2]string]string{}, doubts: map[string]string{}}
	for k, v := range st.Inputs {
		if v.Value != "" {
			s.Inputs[k] = v.Value
		}
	}
	for _, l := range st.Plan.Left {
		s.remedies[[2]string{l.Finding.Code, l.Finding.Subject}] = l.Do
	}
	for _, p := range st.Plan.Changes {
		key := [2]string{p.Code, p.Subject}
		if s.remedies[key] == "" {
			s.remedies[key] = "Apply the plan: " + p.Effect
		}
	}
	seen := map[[2]string]bool{}
	for _, step := range st.Steps {
		if step.Status == diag.Pending {
			continue
		}
		s.Steps = append(s.Steps, Step{step.ID, step.Title, step.Status})
		for _, r := range step.Results {
			for _, o := range r.Outcomes {
				if o.Status != diag.Pass && o.Status != diag.Fail {
					s.doubts[keyOf(r.Code, o.Subject)] = detailsOf(o)
				}
				key := [2]string{r.Code, o.Subject}
				if seen[key] {
					continue
				}
				seen[key] = true
				s.Rows = append(s.Rows, Row{Server: server, Check: r.Code, Area: area(r.Code), Status: string(o.Status), Subject: o.Subject, Details: detailsOf(o), Remedy: s.remedies[key]})
			}
		}
	}
	return s
}

// detailsOf is what a row says of an outcome.
func detailsOf(o diag.Outcome) string {
	switch {
	case o.Problem != nil:
		return o.Problem.Error()
	case o.By != "":
		return "blocked by " + o.By
	case len(o.Evidence) > 0:
		return o.Evidence[0].Text
	}
	return string(o.Verdict)
}

// Add puts a section into the report and counts it.
func (d *Document) Add(s Section) {
	d.Sections = append(d.Sections, s)
	for _, f := range s.Findings {
		switch f.Severity {
		case diag.Error:
			d.Summary.Errors++
		case diag.Warning:
			d.Summary.Warnings++
		default:
			d.Summary.Notices++
		}
	}
	d.Summary.Unknown += len(s.Unknown)
	d.Summary.Passed += len(s.Passed)
	for _, c := range s.Changes {
		d.Summary.Changes += len(c.Add) + len(c.Delete)
	}
	for _, o := range s.Applied {
		if o.Done {
			d.Summary.Applied++
		}
	}
}

// maxEdges bounds what is drawn.
const maxEdges = 60

// Draw takes from the facts what the report draws: owners, delegation, tickets.
func (d *Document) Draw(snap *diag.Snapshot) {
	r := snap.Reader()
	for _, f := range facts.Owners.All(r) {
		if !f.Known() {
			continue
		}
		for _, a := range f.Value.Owners {
			e := Edge{From: f.Subject, To: a.Name}
			if len(f.Value.Owners) > 1 {
				e.Kind = "duplicate"
			}
			d.Owners = append(d.Owners, e)
		}
	}
	if f, ok := facts.Delegation.Get(r, ""); ok && f.Known() {
		for _, a := range f.Value.Accounts {
			for _, to := range a.DelegatesTo {
				d.Delegate = append(d.Delegate, Edge{From: a.Name, To: to})
			}
			if a.UAC.Has(ad.UACTrustedDelegation) {
				d.Delegate = append(d.Delegate, Edge{From: a.Name, To: "any service", Kind: "any service"})
			}
			for _, sid := range a.ActOnBehalf {
				name := f.Value.Names[sid]
				if name == "" {
					name = sid
				}
				d.Delegate = append(d.Delegate, Edge{From: name, To: a.Name, Kind: "resource-based"})
			}
		}
	}
	if f, ok := facts.Caches.Get(r, ""); ok && f.Known() {
		for _, c := range f.Value {
			for _, t := range c.Tickets {
				d.Tickets = append(d.Tickets, Ticket{Cache: c.Name, Service: t.Server, EType: t.TicketEType.String(), Start: t.Start, End: t.End})
			}
		}
	}
}
