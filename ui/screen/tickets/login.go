package tickets

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/ui/screen"
)

const (
	doUse   screen.Intent = "use"
	doLogin screen.Intent = "login"
	doRenew screen.Intent = "renew"
)

// loginKeys is the part of the key table that changes who is logged in.
func (s *Screen) loginKeys() []screen.Binding {
	use := screen.Binding{Keys: []string{"u"}, Intent: doUse, Help: "use it", Long: "log in with the ticket of the cache in view, read again", Effect: screen.Ask}
	login := screen.Binding{Keys: []string{"L"}, Intent: doLogin, Help: "log in", Long: "log in with a password or a keytab, into memory only", Effect: screen.Ask}
	renew := screen.Binding{Keys: []string{"R"}, Intent: doRenew, Help: "renew", Long: "renew the ticket in use, in memory only", Effect: screen.Ask}
	const cannot = "this console cannot change its login"
	c, ok := s.shown()
	switch {
	case !s.world.CanLogin(screen.WithCache):
		use.Why = cannot
	case !ok:
		use.Why = "there is no cache here"
	case strings.HasPrefix(c.Name, "MEMORY:"):
		use.Why = "this one is in memory, and in use"
	}
	if !s.world.CanLogin(screen.WithPassword) {
		login.Why = cannot
	}
	if !s.world.CanLogin(screen.Renewing) {
		renew.Why = cannot
	} else {
		renew.Why = s.notRenewable()
	}
	return []screen.Binding{use, login, renew}
}

// shown is the cache in view.
func (s *Screen) shown() (ad.CredCache, bool) {
	if s.current >= len(s.caches) {
		return ad.CredCache{}, false
	}
	return s.caches[s.current], true
}

// notRenewable says why the ticket in use cannot be renewed, "" when it can.
func (s *Screen) notRenewable() string {
	for _, c := range s.caches {
		if !c.Primary {
			continue
		}
		for _, t := range c.Tickets {
			name, _, _ := strings.Cut(t.Server, "@")
			if t.Config != "" || t.Removed || !strings.HasPrefix(strings.ToLower(name), "krbtgt/") {
				continue
			}
			now := s.world.Now()
			switch {
			case t.Flags&ad.FlagRenewable == 0:
				return "the ticket in use is not renewable; L logs in again, kinit -r 7d asks for one that is"
			case !t.End.After(now):
				return "the ticket in use has expired; L logs in again"
			case !t.RenewUntil.IsZero() && !t.RenewUntil.After(now):
				return "the ticket in use can no longer be renewed; L logs in again"
			}
			return ""
		}
	}
	return "no ticket-granting ticket is in use; L logs in"
}

// change does what a login key means.
func (s *Screen) change(i screen.Intent) screen.Action {
	switch i {
	case doUse:
		c, _ := s.shown()
		return screen.Join{Name: "logging in with " + c.Name, Done: "this console now uses " + c.Name, Login: screen.Login{Kind: screen.WithCache, Cache: c.Name}}
	case doRenew:
		return screen.Join{Name: "renewing the ticket in use", Done: "the ticket is renewed, in memory only", Login: screen.Login{Kind: screen.Renewing}}
	}
	return screen.ToNamed{Name: "login"}
}

// joined takes the outcome of a login that this screen asked for.
func (s *Screen) joined(j screen.Joined) screen.Action {
	s.problem = j.Problem
	if j.Problem == nil {
		return nil
	}
	if s.world.Status.Protection == "" {
		return screen.Note{Status: diag.Fail, Text: "Login failed. Not signed in."}
	}
	return screen.Note{Status: diag.Fail, Text: "Login failed. Still signed in as before."}
}

// renewed reads what is in use again: answers were given to somebody else.
func (s *Screen) renewed() screen.Action {
	s.current, s.answer, s.answers = 0, nil, nil
	return s.read()
}
