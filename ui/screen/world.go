package screen

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/diag/checks"
	"adwalk/diag/fix"
	"adwalk/diag/keytabs"
	"adwalk/diag/names"
	"adwalk/diag/timeline"
)

// World is what every screen may look at and only the root changes.
type World struct {
	Status     Status
	Problem    *ad.Problem // what is wrong with the connection
	Connecting bool
	ReadOnly   string // why nothing can be written, "" when it can
	Access     Access // of the present login
	Epoch      int    // counts the logins: what an earlier one found is of an older epoch
	Logins     []LoginKind
	Walked     map[string]Walked // guides that came to their end, by ID
	Earlier    *Earlier          // a session that can be resumed, nil for none
	Scenarios  []string          // of the lab
	Unsettled  Recovery          // of earlier runs: what is open or half done
	Now        func() time.Time
}

// Access is what a login can be used for. A nil part makes the screens that
// need it say why they cannot work.
type Access struct {
	// Directory and Tickets may connect when first used; their errors are shown.
	Directory ad.Directory
	Tickets   ad.TicketAsker
	Caches    ad.CacheLister
	// Prober shows tickets to services.
	Prober ad.Prober
	// Controller reads another domain controller of the forest, by its host name, with the
	// present login; nil where that cannot be done.
	Controller func(ctx context.Context, host string) (ad.Directory, error)
	// Controllers asks every domain controller; account may be empty.
	Controllers func(ctx context.Context, account, attribute string) (checks.Controllers, *ad.Problem)
	// Editor is nil in a read-only console.
	Editor ad.Editor
	// Apply writes a confirmed plan through the Editor and reports each outcome as
	// it comes. When nil the console applies the changes itself.
	Apply func(ctx context.Context, p fix.Plan, report func(ad.ChangeOutcome)) *ad.Problem
	// Gate says what the risk of a plan demands before it is written, or refuses it. nil
	// judges the changes without reading their objects.
	Gate func(ctx context.Context, p fix.Plan) (fix.Demand, error)
	// Recover looks up what became of changes without a known result, records it, and
	// lists the plans that are half done. nil in a read-only console.
	Recover func(ctx context.Context) (Recovery, *ad.Problem)
	// Names says which SPN each client of a target asks for, and who owns it; what could
	// not be asked is a note of the answer.
	Names func(ctx context.Context, target string) (names.Answer, *ad.Problem)
	// Keytab judges a keytab for a service, "" for every one in it.
	Keytab func(ctx context.Context, file, service string, progress func(done, total int)) (KeytabAnswer, *ad.Problem)
	// KeytabLogin sends one login with a keytab's key, and keeps no ticket. nil where no
	// KDC may be asked.
	KeytabLogin func(ctx context.Context, file string, try keytabs.Attempt) (keytabs.Login, *ad.Problem)
	// Recording reads a file, or what was pasted where that is not empty, and looks up
	// the SPNs in it; what could not be asked is a note of the answer. progress hears
	// megabytes.
	Recording func(ctx context.Context, file, pasted string, progress func(done, total int)) (timeline.Answer, *ad.Problem)
	// Samples fills a guide's inputs with one key, by guide ID and input key:
	// "cas-array" → "asa-status" → text. The lab has them.
	Samples map[string]map[string]string
}

// KeytabAnswer is what is known of a keytab, service by service. Where nobody could be
// asked there is one answer with the entries only, and Unasked says why.
type KeytabAnswer struct {
	Answers []keytabs.Answer
	Unasked string
}

// NewLogin is what every open screen takes after a login: everything that was
// found before belongs to an earlier identity.
type NewLogin struct {
	Epoch  int
	Status Status
}

// Outdated is what a screen takes instead of the outcome of a task that an
// earlier login began and that did not write.
type Outdated struct{ Slot string }

// Failed is what a screen takes when its task broke: a mistake in the program,
// kept from ending the console.
type Failed struct{ Text string }
