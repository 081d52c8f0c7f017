package ui

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
	"adwalk/ui/screen"
	"adwalk/ui/screen/health"
	"adwalk/ui/theme"
)

// The types that a backend fills live with the screens that show them.
type (
	// Status is what the header says of the connection.
	Status = screen.Status
	// Access is what the present login can be used for.
	Access = screen.Access
	// Login is a change of who is logged in, or where.
	Login = screen.Login
	// JournalRow is one write as the journal screen lists it.
	JournalRow = screen.JournalRow
	// LogLine is one query or write as an operator would have typed it.
	LogLine = screen.LogLine
	// Explanation is what a pasted text turned out to be.
	Explanation = screen.Explanation
	// Recovery is what the journal says of earlier runs, HalfPlan a plan that is half done.
	Recovery = screen.Recovery
	HalfPlan = screen.HalfPlan
	// Rendering is a plan in one tool's words.
	Rendering = screen.Rendering
)

// Backend is the program around the console. Its methods may be called at any
// time and, but for Setup, Current and Log, from any goroutine; those that take
// a context may wait and end with it.
type Backend interface {
	// Setup is what holds for the whole run. It is read once.
	Setup() Setup
	// Connect reaches the domain controller and the KDC: in the background once
	// the console is drawn, and again when the operator asks. A Status may come
	// with a Problem: what is known is shown, what is wrong is the first finding.
	Connect(ctx context.Context) (Status, *ad.Problem)
	// Login changes who is logged in and connects as that principal. A password
	// belongs to the backend, which wipes it; it is sent once. A Problem with an
	// empty Status means that nothing has changed.
	Login(ctx context.Context, l Login) (Status, *ad.Problem)
	// Current is what the present login can be used for. It is read again after
	// every login.
	Current() Access
	// Journal lists the recorded writes, oldest first.
	Journal() ([]JournalRow, error)
	// Log lists what was asked and written so far, oldest first.
	Log() []LogLine
	// Keep stores what the next session of a forest may resume, for the operator's
	// eyes only, in place of what was there; nil deletes it. Kept returns it.
	Keep(forest string, data []byte) *ad.Problem
	Kept(forest string) []byte
	// Save writes a new file of the operator's.
	Save(name, text string) *ad.Problem
}

// Setup is what a console is made of and never changes. A nil part makes the
// screens that need it say why they cannot work.
type Setup struct {
	Guides []guide.Guide
	Engine *guide.Engine
	// Health returns the walk that checks an area of the forest; "" is all of it.
	Health health.Guide
	// Plan turns findings into a plan; Commands renders it for copying.
	Plan     func([]diag.Finding, *diag.Reader) fix.Plan
	Commands func(fix.Plan) []Rendering
	// Report makes a report of a walk in the form that a file's ending stands for:
	// ".html", ".md", ".json" or ".csv"; nil: the screen is saved as text.
	Report func(st walk.State, snap *diag.Snapshot, ending string) (string, error)
	// Pages returns the page of a finding code, "" when there is none.
	Pages func(code string) string
	// Explain says what a pasted text is, likeliest first; nil is the catalogue
	// of package explain.
	Explain func(text string) []Explanation
	// Read says whether a text names a file, and how it is read: name is what it is
	// called while that runs. read is nil for every other text, and Read may be nil.
	Read func(text string) (name string, read func(ctx context.Context) []Explanation)
	// WhyReadOnly is shown by every action that would write, when there is no
	// editor.
	WhyReadOnly string
	// NoSuspend takes ctrl+z away: behind it may be a shell that the user must not have.
	NoSuspend bool
	// Status is shown until Connect has answered: the realm and server asked for.
	Status Status
	// Codes, Areas and Scenarios are what :page, :health and :lab can name.
	Codes, Areas, Scenarios []string
	// Logins are the changes of login that this backend can make.
	Logins []screen.LoginKind

	// Resume takes up the session before as soon as its forest is known.
	Resume bool

	// Moves brings what the connection did by itself: another domain controller is
	// asked from now on. nil is nothing.
	Moves <-chan Moved

	Clock   func() time.Time // nil is time.Now
	Palette theme.Palette    // what the terminal can show
}

// now is the console's clock.
func (s Setup) now() time.Time {
	if s.Clock != nil {
		return s.Clock()
	}
	return time.Now()
}
