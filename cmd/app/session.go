package app

import (
	"cmp"
	"context"
	"strconv"
	"sync"
	"sync/atomic"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/krb"
	"adwalk/ad/session"
)

// Session is one run of a command: its streams, its options, and the session
// that its questions go through.
type Session struct {
	Streams
	Flags Flags    // never changed after the command line was read
	Typed []string // the command line

	Settings []Setting // where each option comes from
	Profile  string    // of the configuration file, in use
	Log      CommandLog

	guideScenario string       // the scenario of the lab that fits the guide
	screen        atomic.Bool  // a console has the terminal
	shown         atomic.Int64 // the search that the progress line shows

	moves moves // to other domain controllers, that nobody has seen yet

	live atomic.Pointer[session.Session] // nil until start; a console may put another in its place

	mu      sync.Mutex
	lab     EmbeddedLab // nil outside the lab
	inLab   string      // the scenario that the lab has now
	closing sync.WaitGroup
}

// EmbeddedLab is what commands need of the embedded forest.
type EmbeddedLab interface {
	Pastes() map[string]string
	Inputs() map[string]string
	Keytab(name string) []byte
	Close() error
}

// Start makes the session, and starts the lab when one was asked for. Changes
// are made to a copy of the options.
func (s *Session) Start(ctx context.Context, changes ...func(*Flags)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.live.Load() != nil {
		return nil
	}
	flags := s.Flags
	for _, change := range changes {
		change(&flags)
	}
	if flags.LogFile != "" {
		if err := s.Log.Open(flags.LogFile); err != nil {
			return err
		}
	}
	notDumpable() // from here on there may be a password, a key or a ticket in memory
	cfg, env := s.Config(flags), session.Environment{}
	if flags.Lab {
		var err error
		if s.lab, cfg, env, err = NewLab(ctx, s.Scenario(), cfg); err != nil {
			return err
		}
		s.inLab = s.Scenario()
	}
	live := session.New(cfg, env)
	s.live.Store(live)
	for _, why := range live.KerberosOptions().Config.Skipped {
		s.Warn(&ad.Problem{Kind: ad.ProblemUsage, What: "a part of krb5.conf was left out", Why: why, Do: "name a smaller file with KRB5_CONFIG"})
	}
	return nil
}

// Live is the one in use, after start.
func (s *Session) Live() *session.Session { return s.live.Load() }

// Embedded is the lab in use, nil outside it, and its scenario.
func (s *Session) Embedded() (EmbeddedLab, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lab, s.inLab
}

// Config is what the options ask for.
func (s *Session) Config(f Flags) session.Config {
	s.Log.Hear(s.showSearch)
	cfg := session.Config{Servers: f.Servers, Realm: f.Realm, KDCs: f.KDCs, User: f.User, Keytab: f.Keytab, CCache: f.CCache, CAFile: f.CAFile,
		SkipVerify: f.SkipVerify, Timeout: f.Timeout, Parallel: f.Parallel, NoProbes: f.NoProbes, FrontEndKeytab: f.FrontEndKeytab, Trace: &s.Log.Log, Moved: s.moved, Limits: SearchLimits}
	if f.Restricted {
		cfg.Guard = func(p ad.Prober) ad.Prober { return named{p, s} }
	}
	if !f.Lab || f.PasswordFile != "" {
		cfg.Password = s.password
	}
	return cfg
}

// Replace puts another session, and in the lab another forest, in the place of the
// one in use, and ends that one when what it has under way is over.
func (s *Session) Replace(next *session.Session, l EmbeddedLab, scenario string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, oldLab := s.live.Swap(next), s.lab
	if l != nil {
		s.lab, s.inLab = l, scenario
	}
	s.closing.Go(func() {
		if old != nil {
			old.Close()
		}
		if l != nil && oldLab != nil {
			_ = oldLab.Close()
		}
	})
}

// LabKeytab is a keytab of the lab by its name there, nil when there is none.
func (s *Session) LabKeytab(name string) []byte {
	l, _ := s.Embedded()
	if l == nil {
		return nil
	}
	return l.Keytab(name)
}

// FitScenario makes the lab's scenario the guide's where none was named: a guide
// walked in the lab shall have something to find.
func (s *Session) FitScenario(guide string) {
	if s.Flags.Lab && s.Flags.Scenario == "" {
		s.guideScenario = guide
	}
}

// SearchLimits bound one search; tests have shorter ones.
var SearchLimits directory.Limits

// Scenario is the lab's: the one that was named, the guide's, the first.
func (s *Session) Scenario() string {
	return cmp.Or(s.Flags.Scenario, s.guideScenario, "cas-array")
}

// Epoch is the login in use.
func (s *Session) Epoch(ctx context.Context) (*session.Epoch, error) {
	if err := s.Start(ctx); err != nil {
		return nil, err
	}
	return s.Live().Current(), nil
}

// EpochName names the login in use for a walk, "" where nobody is asked.
func (s *Session) EpochName() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Live() == nil {
		return ""
	}
	return strconv.Itoa(s.Live().Current().Number)
}

// Directory connects to the first domain controller that answers. When it goes away
// while it is in use, the next one is read.
func (s *Session) Directory(ctx context.Context) (ad.Directory, error) {
	e, err := s.Epoch(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := e.Conn(ctx); err != nil {
		return nil, err
	}
	return session.Reader{Epoch: e}, nil
}

// Tickets logs in to Kerberos, to ask the KDC for tickets.
func (s *Session) Tickets(ctx context.Context) (*krb.Client, error) {
	e, err := s.Epoch(ctx)
	if err != nil {
		return nil, err
	}
	return e.Tickets(ctx)
}

// Close ends connections and the lab, and says when the log file lacks lines.
func (s *Session) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if live := s.Live(); live != nil {
		live.Close()
	}
	s.closing.Wait()
	if s.lab != nil {
		_ = s.lab.Close()
	}
	s.moves.tell(s.Err)
	s.Explain(s.Log.Close())
}
