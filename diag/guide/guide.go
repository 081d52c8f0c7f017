package guide

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
)

// Guide is one walkthrough.
type Guide struct {
	ID      string // "cas-array"
	Symptom string // as the start screen lists it
	Applies string // "Exchange 2010"
	Intro   string // two sentences for someone who has never met the subject
	Inputs  []Input
	Steps   []Step
}

// Input is something that the guide needs to know. It is taken from the
// operator (--set KEY=VALUE, or typed), else discovered.
type Input struct {
	Key      string
	Title    string
	Help     string
	List     bool // several values, one a line; on the command line separated by commas
	Accounts bool // values are account names, which may hold blanks: a list of them is parted at commas only
	Required bool
	// RequiredIf is Required where it depends on what was found; nil is no.
	RequiredIf func(r *diag.Reader) bool
	Paste      bool                                      // a text such as a cmdlet's output or a log, given by --from KEY=FILE or pasted
	Discover   func(r *diag.Reader) []string             // from facts; nil when only a person knows
	Requests   func() []diag.Request                     // what Discover reads
	Check      func(value string) error                  // a *ad.Problem that says what is wrong with the value
	Clean      func(value string) string                 // takes out what must not be kept, such as a password; nil: nothing
	Parse      func(s *diag.Snapshot, text string) error // of a paste: puts facts; a *ad.Problem when it is not what was asked for
	// ParseReader is Parse for a text of any size; nil when the whole text is
	// needed at once. Progress may be nil and hears the bytes read.
	ParseReader func(ctx context.Context, s *diag.Snapshot, r io.Reader, progress func(done int64)) error
}

// Option is how a command line gives an input, spelled with an example such as
// "user=NAME".
func (g Guide) Option(input string) string {
	if in, ok := g.input(input); ok && in.Paste {
		return "--from " + input
	}
	return ad.Option(input)
}

// Titled is the title of an input that is spelled with an example.
func (g Guide) Titled(input string) string {
	if in, ok := g.input(input); ok {
		return in.Title
	}
	key, _, _ := strings.Cut(input, "=")
	return key
}

// input finds an input that is spelled with an example.
func (g Guide) input(spelled string) (Input, bool) {
	key, _, _ := strings.Cut(spelled, "=")
	i := slices.IndexFunc(g.Inputs, func(in Input) bool { return in.Key == key })
	if i < 0 {
		return Input{}, false
	}
	return g.Inputs[i], true
}

// StepKind says what a step asks of the person.
type StepKind string

// The kinds of step.
const (
	Auto   StepKind = ""       // collected and judged by the program
	Person StepKind = "manual" // things only a person can see
	Fix    StepKind = "fix"    // shows the plan; applying it is the caller's
	Verify StepKind = "verify" // collected again after the fix
	Advice StepKind = "advice" // what to do, nothing to judge
)

// Step is one station of a walk.
type Step struct {
	ID    string
	Title string
	Short string // the title in 18 characters or fewer, for narrow terminals; "" is Title
	Kind  StepKind
	Why   string // why it matters, one or two sentences

	// Requests names the facts to collect. It is called again after each round
	// until it asks for nothing new, so a request may rest on an earlier answer.
	Requests func(r *diag.Reader) []diag.Request
	// Derive adds facts that follow from others, such as the expected SPNs. It
	// runs before every call of Requests and before the checks.
	Derive func(r *diag.Reader, s *diag.Snapshot)
	// Checks are the codes that judge the step.
	Checks []string
	// Items are what only a person can see.
	Items []Item
	// Story says what was seen and what to do, from the facts and the results
	// of the step's checks.
	Story func(r *diag.Reader, results []diag.Result) []Line
	// Again lists the kinds that a second visit must collect anew.
	Again []string
}

// ShortTitle is the title for a narrow terminal.
func (st Step) ShortTitle() string {
	if st.Short != "" {
		return st.Short
	}
	return st.Title
}

// Item is something to look at on a server, with the command that shows it.
type Item struct {
	ID      string
	Title   string
	Command string // to run there, ready to copy
	Where   string // on which machine
	Expect  string // what it should show
}

// Line is one line of a step's story. Verdict is "" for plain text.
type Line struct {
	Verdict diag.Verdict `json:"verdict,omitempty"`
	Status  diag.Status  `json:"status,omitempty"` // the glyph; "" for plain text
	Text    string       `json:"text"`
	Detail  []string     `json:"detail,omitempty"`  // evidence, indented below
	Do      []ad.Advice  `json:"do,omitempty"`      // what to do about it, below the evidence
	Copy    string       `json:"copy,omitempty"`    // what the copy key takes, when it is not Text: a command line
	Code    string       `json:"code,omitempty"`    // of the finding that the line tells
	Subject string       `json:"subject,omitempty"` // of the finding
	Count   Count        `json:"count,omitzero"`    // when the line sums its step up
	// Standing says that the line tells what other steps found, not the step's own checks.
	Standing bool `json:"standing,omitempty"`
}

// Unasked says whether the line tells that what its step is about was not asked.
func (l Line) Unasked() bool { return l.Status == diag.Skipped && l.Verdict == diag.NotChecked }

// Told is the line with what to do among its details, as text shows it. The caller's
// spell says how an input is given where the line is read.
func (l Line) Told(spell func(input string) string) Line {
	if len(l.Do) == 0 {
		return l
	}
	l.Detail = slices.Clone(l.Detail)
	for _, a := range l.Do {
		l.Detail = append(l.Detail, "do: "+a.Words(spell))
	}
	l.Do = nil
	return l
}

// Count is how many of a step's subjects are as they should be.
type Count struct {
	OK  int `json:"ok"`
	All int `json:"all"`
}

// String is "2 of 8".
func (c Count) String() string { return fmt.Sprintf("%d of %d", c.OK, c.All) }

// Collector fetches facts. It puts an answer for every request, known or not,
// keeps going past a failure, and returns early only when ctx ends.
type Collector interface {
	Collect(ctx context.Context, reqs []diag.Request, s *diag.Snapshot, progress Progress)
}

// Progress hears how far a collection is. It may be nil and is called from any
// goroutine.
type Progress func(done, total int, what string)
