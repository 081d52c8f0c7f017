package cli

import (
	"bytes"
	"context"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/krb"
	"adwalk/ui"
)

// identity is what of a session depends on who is logged in.
type identity struct {
	user, keytab string
	chosen, held string
	directory    part[*directory.Conn]
	tickets      part[*krb.Client]
	secret       part[[]byte]
	refused      *ad.Problem
}

// swap puts another identity in place, with the lock held, and returns the one
// that was there.
func (s *Session) swap(to identity) identity {
	old := identity{s.Flags.User, s.Flags.Keytab, s.chosen, s.held, s.directory, s.tickets, s.secret, s.refused}
	s.Flags.User, s.Flags.Keytab, s.chosen, s.held = to.user, to.keytab, to.chosen, to.held
	s.directory, s.tickets, s.secret, s.refused = to.directory, to.tickets, to.secret, to.refused
	return old
}

// forget ends an identity's connections and wipes its password.
func (i identity) forget() {
	if i.directory.value != nil {
		i.directory.value.Close()
	}
	if i.tickets.value != nil {
		i.tickets.value.Close()
	}
	clear(i.secret.value)
}

// loginConsole logs in with a password, or with a key when a keytab is named,
// into memory only. The password is sent once and wiped; when it is refused the
// session stays who it was.
func (s *Session) loginConsole(ctx context.Context, principal string, password []byte, keytab string) (ui.Status, *ad.Problem) {
	defer clear(password)
	as := identity{user: principal, keytab: keytab, held: "logged in here with a password; held in memory only and gone when adwalk ends"}
	if keytab != "" && s.Flags.Restricted {
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemRefused, What: "logging in with a keytab", Why: "this session is restricted", Do: "log in with a password"}
	}
	if keytab != "" {
		as.held = "logged in here with the keytab " + keytab + "; held in memory only and gone when adwalk ends"
	} else {
		as.secret = part[[]byte]{made: true, value: bytes.Clone(password)}
	}
	return s.become(ctx, as, "logging in")
}

// useCache makes a credential cache of the operator's the one that this session
// logs in with.
func (s *Session) useCache(ctx context.Context, name string) (ui.Status, *ad.Problem) {
	return s.become(ctx, identity{chosen: name}, "using the cache "+name)
}

// become takes on another identity: log in, connect anew, then end what the old
// one held. What fails leaves the old one as it was.
func (s *Session) become(ctx context.Context, as identity, what string) (ui.Status, *ad.Problem) {
	s.mu.Lock()
	old := s.swap(as)
	err := s.connectAs(ctx)
	if err != nil {
		failed := s.swap(old)
		s.mu.Unlock()
		failed.forget()
		return ui.Status{}, ad.AsProblem(err, ad.ProblemLogin, what)
	}
	// From here on the ticket speaks for whoever logged in.
	clear(s.secret.value)
	if s.Flags.Realm == "" && s.Flags.User != "" { // told where to look for controllers
		s.Flags.Realm = s.tickets.value.Realm()
	}
	s.secret, s.Flags.User, s.Flags.Keytab = part[[]byte]{}, "", ""
	s.mu.Unlock()
	old.forget()
	s.dropControllers()
	return s.connectConsole(ctx)
}

// connectAs logs in and connects, with the lock held. A login is worth nothing
// here without the directory.
func (s *Session) connectAs(ctx context.Context) error {
	if err := s.open(ctx); err != nil {
		return err
	}
	client, err := s.login(ctx)
	if err != nil {
		return err
	}
	if s.Flags.User != "" {
		s.Flags.User = client.Client() // a bare name or DOMAIN\name, as the KDC knows it
	}
	_, err = s.directory.get(func() (*directory.Conn, error) { return s.dial(ctx) })
	return err
}

// dropControllers ends the connections to other controllers, so that they are
// made anew by who is logged in now.
func (s *Session) dropControllers() {
	s.closeControllers()
	s.others.mu.Lock()
	defer s.others.mu.Unlock()
	s.others.conns, s.others.named = map[string]*otherController{}, false
}

// renewConsole renews the ticket-granting ticket in memory.
func (s *Session) renewConsole(ctx context.Context) (ui.Status, *ad.Problem) {
	if s.Flags.NoProbes {
		return ui.Status{}, noProbes("asking the KDC")
	}
	s.mu.Lock()
	client := s.tickets.value
	s.mu.Unlock()
	if client == nil {
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemLogin, What: "renewing the ticket", Why: "nobody is logged in", Do: "log in first"}
	}
	switch res := client.Renew(ctx); {
	case res.Problem != nil:
		return ui.Status{}, res.Problem
	case res.Error != nil:
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemLogin, What: "renewing the ticket of " + client.Client(), Why: res.Error.Error(), Do: "log in again", Err: res.Error}
	}
	s.mu.Lock()
	if !s.inMemory() {
		s.held = "renewed here, in memory only; the cache keeps the old ticket"
	}
	s.mu.Unlock()
	return s.connectConsole(ctx)
}

// inMemory says, with the lock held, whether the ticket in use is in no cache.
func (s *Session) inMemory() bool { return s.held != "" || s.Flags.User != "" || s.Flags.Keytab != "" }
