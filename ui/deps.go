package ui

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
)

// The types that the caller fills live with the screens that show them.
type (
	// Status is what the header says of the connection.
	Status = screen.Status
	// JournalRow is one write as the journal screen lists it.
	JournalRow = screen.JournalRow
	// LogLine is one query or write as an operator would have typed it.
	LogLine = screen.LogLine
	// Explanation is what a pasted text turned out to be.
	Explanation = screen.Explanation
	// Rendering is a plan in one tool's words.
	Rendering = screen.Rendering
)

// Deps is everything the console is given. A nil part makes the screens that
// need it say why they cannot work; it never makes them crash.
type Deps struct {
	Guides []guide.Guide
	Engine *guide.Engine
	// NewSnapshot returns the facts a walk starts from; nil is an empty one.
	NewSnapshot func() *diag.Snapshot

	// Directory and Tickets may connect when first used; their errors are shown.
	Directory ad.Directory
	Tickets   ad.TicketAsker
	Caches    ad.CacheLister

	// Editor is nil in a read-only console; WhyReadOnly is then the sentence
	// that every write action shows.
	Editor      ad.Editor
	WhyReadOnly string

	// Connect reaches the domain controller and the KDC. It runs in the
	// background once the console stands, and again when the operator asks. A
	// Status may come with a Problem: what is known is shown, what is wrong is
	// the first finding.
	Connect func(ctx context.Context) (Status, *ad.Problem)
	// Login logs in with a password, or with a keytab when its path is given,
	// into memory only, and connects as that principal; UseCache does so with
	// one of the operator's caches, and Renew renews the ticket in use. The
	// password belongs to Login, which wipes it. A Problem with an
	// empty Status means that nothing has changed; nothing is tried again by itself.
	Login    func(ctx context.Context, principal string, password []byte, keytab string) (Status, *ad.Problem)
	UseCache func(ctx context.Context, name string) (Status, *ad.Problem)
	Renew    func(ctx context.Context) (Status, *ad.Problem)
	// Prober shows tickets to services.
	Prober ad.Prober
	// Controllers asks every domain controller; account may be empty.
	Controllers func(ctx context.Context, account, attribute string) (checks.Controllers, *ad.Problem)
	// Status is shown until Connect has answered (the realm and server asked for).
	Status Status

	// Plan turns findings into a plan; Commands renders it for copying.
	Plan     func([]diag.Finding, *diag.Reader) fix.Plan
	Commands func(fix.Plan) []Rendering
	// Apply writes a confirmed plan through the Editor: the fresh duplicate
	// check, one change after the other, taking a move back when its second
	// half fails. It reports each outcome as it comes. When nil the console
	// applies the changes one by one and stops at the first problem.
	Apply func(ctx context.Context, p fix.Plan, report func(ad.ChangeOutcome)) *ad.Problem

	// Pages returns the page of a finding code, "" when there is none.
	Pages func(code string) string
	// Journal lists the recorded writes, oldest first.
	Journal func() ([]JournalRow, error)
	// Log returns what was asked and written so far, oldest first.
	Log func() []LogLine
	// Save writes a text to a new file of the operator's.
	Save func(name, text string) *ad.Problem
	// Explain says what a pasted text is, likeliest first; nil is the catalogue
	// of package explain.
	Explain func(text string) []Explanation
	// SamplePastes fills a guide's inputs with one key, by guide ID and input key:
	// "cas-array" → "asa-status" → text. The lab has them.
	SamplePastes map[string]map[string]string

	Clock  func() time.Time // nil is time.Now
	Colour bool             // false: no colour at all, as NO_COLOR asks
}

// now is the console's clock.
func (d Deps) now() time.Time {
	if d.Clock != nil {
		return d.Clock()
	}
	return time.Now()
}

// snapshot returns the facts that a walk starts from.
func (d Deps) snapshot() *diag.Snapshot {
	if d.NewSnapshot != nil {
		return d.NewSnapshot()
	}
	return diag.NewSnapshot()
}
