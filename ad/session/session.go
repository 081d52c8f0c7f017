package session

import (
	"context"
	"sync"

	"adwalk/ad"
)

// Session is one run of the program. It has a current Epoch, which a login
// replaces.
type Session struct {
	cfg    Config
	env    Environment
	logins turn // one login at a time

	mu      sync.Mutex // guards what follows; nothing is waited for under it
	current *Epoch
	old     []*Epoch
	count   int
	closed  bool
}

// New makes a session. Nothing is asked before something is needed.
func New(cfg Config, env Environment) *Session {
	s := &Session{cfg: cfg, env: env.fill(cfg)}
	s.current = s.epoch(Identity{User: cfg.User, Keytab: cfg.Keytab}, cfg.Realm)
	return s
}

// Config returns what the session was made with.
func (s *Session) Config() Config { return s.cfg }

// Current returns the Epoch of who is logged in now.
func (s *Session) Current() *Epoch {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// Login makes a new Epoch, logs in and connects. When that fails the current
// Epoch stays. When it succeeds the new one is current and the old one ends. The
// identity's password belongs to the session from here on and is wiped. The
// error is an *ad.Problem.
func (s *Session) Login(ctx context.Context, id Identity) (*Epoch, error) {
	if err := s.logins.take(ctx); err != nil {
		clear(id.Password)
		return nil, err
	}
	defer s.logins.give()
	old := s.Current()
	realm := s.cfg.Realm
	if client, ok := old.tickets.have(); ok && realm == "" && old.identity.User != "" {
		realm = client.Realm() // a bare name is looked for where the last one was found
	}
	next := s.epoch(id, realm)
	if err := next.connect(ctx); err != nil {
		next.end(nil)
		return nil, err
	}
	next.forgetPassword() // from here on the ticket speaks for whoever logged in
	return next, s.replace(old, next)
}

// Renew renews the ticket-granting ticket in memory and makes a new Epoch with
// it. Nothing is written to the operator's cache.
func (s *Session) Renew(ctx context.Context) (*Epoch, error) {
	if s.cfg.NoProbes {
		return nil, NotAsked("asking the KDC")
	}
	if err := s.logins.take(ctx); err != nil {
		return nil, err
	}
	defer s.logins.give()
	old := s.Current()
	client, ok := old.tickets.have()
	if !ok {
		return nil, &ad.Problem{Kind: ad.ProblemLogin, What: "renewing the ticket", Why: "not logged in", Do: "log in first"}
	}
	renewed, res := client.Renewed(ctx)
	switch {
	case res.Problem != nil:
		return nil, res.Problem
	case res.Error != nil:
		return nil, &ad.Problem{Kind: ad.ProblemLogin, What: "renewing the ticket of " + client.Client(), Why: res.Error.Error(), Do: "log in again", Err: res.Error}
	}
	next := s.epoch(old.renewedIdentity(), old.realm)
	next.tickets.put(renewed)
	if !old.passOn(next) {
		if _, err := next.Conn(ctx); err != nil {
			next.end(nil)
			return nil, err
		}
	}
	return next, s.replace(old, next)
}

// Reload makes a new Epoch with the identity of the current one when its ticket
// has expired and came from a cache: the operator may have run kinit. Otherwise
// what failed before may be tried again, except a refused password.
func (s *Session) Reload() {
	old := s.Current()
	if c, ok := old.tickets.have(); ok && c.Left() <= 0 && !old.InMemory() {
		_ = s.replace(old, s.epoch(Identity{Cache: old.identity.Cache}, old.realm))
		return
	}
	old.retry()
}

// replace makes the next Epoch current, if the old one still is, and ends the
// old one.
func (s *Session) replace(old, next *Epoch) error {
	s.mu.Lock()
	if s.closed || s.current != old {
		s.mu.Unlock()
		next.end(nil)
		return &ad.Problem{Kind: ad.ProblemCancelled, What: "logging in", Why: "the session ended"}
	}
	s.current = next
	s.old = append(s.old, old)
	s.mu.Unlock()
	old.end(&ad.Problem{Kind: ad.ProblemCancelled, What: "the login changed", Why: "what was under way belonged to the earlier login", Do: "start it again as the new one"})
	return nil
}

// Close ends every Epoch and waits for their goroutines.
func (s *Session) Close() {
	s.mu.Lock()
	s.closed = true
	epochs := append(s.old, s.current)
	s.mu.Unlock()
	for _, e := range epochs {
		e.end(&ad.Problem{Kind: ad.ProblemCancelled, What: "asking", Why: "the session ended"})
		e.close()
	}
	for _, e := range epochs {
		e.tasks.Wait()
	}
}

// NotAsked is the reason for what the operator's --no-probes forbids.
func NotAsked(what string) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemNotAsked, What: what, Why: "--no-probes allows directory reads only", Do: "leave --no-probes out"}
}
