package interactive

import (
	"context"
	"os"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/cmd/app"
	"adwalk/cmd/check"
	"adwalk/cmd/engine"
	"adwalk/cmd/journals"
	"adwalk/cmd/reports"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/fix"
	"adwalk/diag/glossary"
	"adwalk/diag/guide"
	"adwalk/diag/guide/library"
	"adwalk/diag/pages"
	"adwalk/diag/walk"
	"adwalk/ui"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
)

// Run opens the console. It needs a terminal at both ends, unless it works
// with plain lines; resume takes up the session before.
func Run(ctx context.Context, s *app.Session, resume bool) error {
	if s.Flags.Plain || app.Terminal(s.In) && app.Terminal(s.Out) && theme.Dumb(os.Getenv) {
		return runPlain(ctx, s)
	}
	if !app.Terminal(s.In) || !app.Terminal(s.Out) {
		return app.Usage("opening the console", "standard input and output are not both a terminal",
			"run it in a terminal, or use a command: adwalk walk, ticket, setspn, show, klist (adwalk --help lists them)")
	}
	if err := s.Start(ctx); err != nil {
		return err
	}
	// A prompt for the password must come before the screen is taken over.
	if s.Flags.User != "" {
		if err := s.Live().Current().AskPassword(ctx); err != nil {
			return err
		}
	}
	return ui.Run(ctx, Backend{Session: s, resume: resume, moves: s.TakeScreen()}, s.In, s.Out)
}

// Backend is the session as the console sees it.
type Backend struct {
	Session *app.Session
	resume  bool
	moves   <-chan ui.Moved // nil: nothing is heard of them
}

// Setup implements ui.Backend.
func (b Backend) Setup() ui.Setup {
	s := b.Session
	logins := []screen.LoginKind{screen.WithPassword, screen.WithKeytab, screen.WithCache, screen.Renewing}
	var scenarios []string
	switch {
	case s.Flags.Lab:
		logins = append(logins, screen.InLab)
		for _, c := range app.ScenarioWords() {
			name, _, _ := strings.Cut(c, "\t")
			scenarios = append(scenarios, name)
		}
	case !s.Flags.Restricted:
		logins = append(logins, screen.AtServer)
	}
	return ui.Setup{
		Explain:     func(text string) []ui.Explanation { return explainGiven(s, text) },
		Read:        func(text string) (string, func(context.Context) []ui.Explanation) { return readGiven(s, text) },
		Guides:      library.All(),
		Engine:      engine.With(engine.NewEpochCollector(s)),
		WhyReadOnly: s.WhyReadOnly(),
		NoSuspend:   s.Flags.Restricted,
		Status:      consoleStatus(s),
		Logins:      logins,
		Scenarios:   scenarios,
		Plan:        fix.Build,
		Commands:    renderings,
		Report: func(st walk.State, snap *diag.Snapshot, ending string) (string, error) {
			return reports.ForConsole(s, st, snap, ending)
		},
		Pages:   pageText,
		Health:  healthGuide,
		Codes:   append(pages.Codes(), glossary.Words()...),
		Areas:   checkAreas(),
		Resume:  b.resume,
		Moves:   b.moves,
		Palette: theme.Detect(os.Getenv, s.Flags.ASCII),
	}
}

// Current implements ui.Backend.
func (b Backend) Current() ui.Access {
	s := b.Session
	a := ui.Access{Directory: app.LazyDirectory{Session: s}, Tickets: app.LazyTickets{Session: s}, Caches: app.HeldCaches{Session: s}, Prober: s.ConsoleProber()}
	a.Controllers = func(ctx context.Context, account, attribute string) (checks.Controllers, *ad.Problem) {
		return ControllersConsole(ctx, s, account, attribute)
	}
	a.Controller = s.Controller
	withOwn(s, &a)
	if s.WhyReadOnly() == "" {
		e := app.LazyEditor{Session: s}
		a.Editor = e
		a.Gate = func(ctx context.Context, p fix.Plan) (fix.Demand, error) {
			return fix.Gate(ctx, app.LazyDirectory{Session: s}, p, s.Flags.AllowTier0)
		}
		a.Recover = func(ctx context.Context) (ui.Recovery, *ad.Problem) { return recoverConsole(ctx, s) }
		a.Apply = func(ctx context.Context, p fix.Plan, report func(ad.ChangeOutcome)) *ad.Problem {
			return fix.Apply(ctx, p, e, report)
		}
	}
	if l, _ := s.Embedded(); l != nil {
		a.Samples = map[string]map[string]string{}
		for _, g := range library.All() {
			a.Samples[g.ID] = s.LabKnows(g)
		}
	}
	return a
}

// Connect implements ui.Backend.
func (b Backend) Connect(ctx context.Context) (ui.Status, *ad.Problem) {
	return ConnectConsole(ctx, b.Session)
}

// Login implements ui.Backend.
func (b Backend) Login(ctx context.Context, l ui.Login) (ui.Status, *ad.Problem) {
	switch l.Kind {
	case screen.WithPassword, screen.WithKeytab:
		return LoginConsole(ctx, b.Session, l.Principal, l.Password, l.Keytab)
	case screen.WithCache:
		return UseCache(ctx, b.Session, l.Cache)
	case screen.Renewing:
		return RenewConsole(ctx, b.Session)
	case screen.AtServer:
		return moveTo(ctx, b.Session, l.Server, l.Fingerprint)
	case screen.InLab:
		return moveLab(ctx, b.Session, l.Scenario)
	}
	return ui.Status{}, &ad.Problem{Kind: ad.ProblemUsage, What: "logging in", Why: "this console cannot log in that way", Do: "start adwalk again with other options"}
}

// Journal implements ui.Backend.
func (b Backend) Journal() ([]ui.JournalRow, error) { return journalRows() }

// Log implements ui.Backend.
func (b Backend) Log() []ui.LogLine { return b.Session.Log.Events() }

// Keep implements ui.Backend.
func (b Backend) Keep(forest string, data []byte) *ad.Problem {
	return KeepSession(forest, data)
}

// Kept implements ui.Backend.
func (b Backend) Kept(forest string) []byte { return KeptSession(forest) }

// healthGuide is the walk that checks an area of the forest, or one code.
func healthGuide(area string) (guide.Guide, error) {
	chosen, err := check.Choose(strings.Fields(area))
	if err != nil {
		return guide.Guide{}, err
	}
	return check.ForestWalk(check.WithEnvironment(chosen)), nil
}

// checkAreas are the areas of the catalogue, each once.
func checkAreas() []string {
	var out []string
	for _, c := range checks.All() {
		if !slices.Contains(out, c.Area) {
			out = append(out, c.Area)
		}
	}
	slices.Sort(out)
	return out
}

// Save implements ui.Backend.
func (b Backend) Save(name, text string) *ad.Problem {
	name, err := b.Session.File(name)
	if err != nil {
		return ad.AsProblem(err, ad.ProblemRefused, "saving")
	}
	return app.SaveText(name, text)
}

// consoleStatus is what the header says before anybody was asked.
func consoleStatus(s *app.Session) ui.Status {
	e, server, scenario := s.Live().Current(), "", ""
	if servers := s.Live().Config().Servers; len(servers) > 0 {
		server = servers[0]
	}
	if s.Flags.Lab {
		if _, scenario = s.Embedded(); scenario == "" {
			scenario = s.Scenario() // it is being started
		}
	}
	return ui.Status{Realm: e.Realm(), Server: server, Identity: e.User(), Epoch: e.Number, Lab: s.Flags.Lab, Scenario: scenario}
}

// ConnectConsole reaches the domain controller and the KDC. What failed in an
// earlier try is tried again, except a refused password.
func ConnectConsole(ctx context.Context, s *app.Session) (ui.Status, *ad.Problem) {
	s.Live().Reload()
	e := s.Live().Current()
	st := consoleStatus(s)
	conn, err := e.Conn(ctx)
	if err != nil {
		return st, ad.AsProblem(err, ad.ProblemUnreachable, "connecting to the directory")
	}
	st.Identity = conn.As()
	info, err := conn.Info(ctx)
	if err != nil {
		return st, ad.AsProblem(err, ad.ProblemUnreachable, "reading the directory")
	}
	st.Realm, st.Server, st.Protection = info.Realm, info.Server, info.Protection
	if info.As != "" {
		st.Identity = info.As
	}
	if s.Flags.NoProbes {
		st.Expires = e.Expires()
		return st, nil
	}
	if _, err := e.Tickets(ctx); err != nil {
		return st, ad.AsProblem(err, ad.ProblemLogin, "logging in to Kerberos")
	}
	st.Expires = e.Expires()
	return st, nil
}

func renderings(p fix.Plan) []ui.Rendering {
	return []ui.Rendering{
		{Name: "setspn", Text: strings.Join(p.SetspnToType(), "\n"), Continue: "^"},
		{Name: "PowerShell", Text: strings.Join(p.PowerShell(), "\n"), Continue: "`"},
		{Name: "LDIF", Text: p.LDIF()},
	}
}

// pageText is the page of a finding's code, or what a term, a verdict or a mark
// means; "" for a word that is none of these.
func pageText(code string) string {
	if p, ok := pages.ByCode(code); ok {
		return p.Body
	}
	t, ok := glossary.Lookup(code)
	if !ok {
		return ""
	}
	text := "## " + t.Title + "\n\n" + t.Text
	if len(t.See) > 0 {
		text += "\n\nSee also: " + strings.Join(t.See, ", ")
	}
	return text
}

func journalRows() ([]ui.JournalRow, error) {
	c, err := journal.Load("")
	if err != nil {
		return nil, err
	}
	left := map[string][]ad.Change{}
	for _, h := range journals.HalfPlans(c) {
		left[h.Plan] = h.Left
	}
	var out []ui.JournalRow
	for _, e := range c.Entries {
		if e.Phase == journal.Planned {
			continue // of it nothing was written yet
		}
		row := ui.JournalRow{ID: e.ID, At: e.Time, By: e.Operator, Server: e.Server, Change: e.Change, State: e.Result, Undoes: e.Undoes, Plan: e.Plan, Note: e.Note, Before: e.Before, After: e.After, USN: e.USN}
		if e.Plan != "" {
			row.Left = left[e.Plan]
		}
		if e.Result == journal.Unknown {
			row.State = "intended"
		}
		if e.Problem != nil {
			row.Problem = e.Problem.Error()
		}
		out = append(out, row)
	}
	return out, nil
}
