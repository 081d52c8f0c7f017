package cli

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/krb"
	"adwalk/ad/krb/ccache"
	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/lab"
)

// Session wires what commands need, each part when it is first asked for. A
// part that could not be had stays so for the run: a password that was refused
// once is not sent again.
type Session struct {
	Streams
	Flags  Flags
	preset []string // options before --restricted, see restrict
	Log    CommandLog

	mu        turn
	opened    bool
	lab       *lab.Lab
	directory part[*directory.Conn]
	tickets   part[*krb.Client]
	secret    part[[]byte]
	refused   *ad.Problem // why the password must not be tried again
	screen    atomic.Bool // a console has the terminal
	chosen    string      // the cache that was chosen in the console, "" for the default
	held      string      // how the console came by a ticket that is in no cache, "" when it did not
	others    controllers
	confOnce  sync.Once
	conf      *krb5conf.Config
}

// part is something made at most once, with the error if it could not be.
type part[T any] struct {
	made  bool
	value T
	err   error
}

func (p *part[T]) get(make func() (T, error)) (T, error) {
	if !p.made {
		p.value, p.err = make()
		p.made = true
	}
	return p.value, p.err
}

// open prepares the log file and starts the lab when one was asked for.
func (s *Session) open(ctx context.Context) error {
	if s.opened {
		return nil
	}
	if s.Flags.LogFile != "" {
		if err := s.Log.open(s.Flags.LogFile); err != nil {
			return err
		}
	}
	if s.Flags.Lab {
		if err := s.startLab(ctx); err != nil {
			return err
		}
	}
	s.opened = true
	return nil
}

// Directory connects to the first domain controller that answers.
func (s *Session) Directory(ctx context.Context) (*directory.Conn, error) {
	if err := s.mu.LockOr(ctx); err != nil {
		return nil, gaveUp(err)
	}
	defer s.mu.Unlock()
	if err := s.open(ctx); err != nil {
		return nil, err
	}
	return s.directory.get(func() (*directory.Conn, error) { return s.dial(ctx) })
}

// Tickets logs in to Kerberos, to ask the KDC for tickets.
func (s *Session) Tickets(ctx context.Context) (*krb.Client, error) {
	if s.Flags.NoProbes {
		return nil, noProbes("asking the KDC")
	}
	if err := s.mu.LockOr(ctx); err != nil {
		return nil, gaveUp(err)
	}
	defer s.mu.Unlock()
	if err := s.open(ctx); err != nil {
		return nil, err
	}
	return s.login(ctx)
}

// login gets a TGT, with the lock held. The bind to the directory uses it even
// where --no-probes forbids everything else.
func (s *Session) login(ctx context.Context) (*krb.Client, error) {
	return s.tickets.get(func() (*krb.Client, error) { return s.kinit(ctx) })
}

// kinit gets a TGT in the first way that the operator gave: keytab, named
// user with a password, named cache, the cache at hand.
func (s *Session) kinit(ctx context.Context) (*krb.Client, error) {
	opts := s.kerberosOptions()
	switch {
	case s.Flags.Keytab != "":
		return krb.LoginKeytabFile(ctx, opts, s.Flags.User, s.Flags.Keytab)
	case s.byDN():
		return nil, usage("logging in to Kerberos as "+s.Flags.User, "a distinguished name logs in to the directory only", "write name@REALM with --user")
	case s.Flags.User != "":
		if s.refused != nil {
			return nil, s.refused
		}
		pass, err := s.password1()
		if err != nil {
			return nil, err
		}
		c, err := krb.LoginPassword(ctx, opts, s.principal(), pass)
		s.remember(err)
		return c, err
	}
	cache, err := s.caches().Open(ctx, s.chosen)
	if err != nil {
		return nil, err
	}
	return krb.FromCache(opts, cache)
}

// caches finds the operator's credential caches.
func (s *Session) caches() *ccache.Lister {
	return &ccache.Lister{Name: s.Flags.CCache, Config: s.krb5Config()}
}

// krb5Config reads krb5.conf once; the lab brings its own.
func (s *Session) krb5Config() *krb5conf.Config {
	s.confOnce.Do(func() {
		if s.conf = krb5conf.Load(); s.lab != nil {
			s.conf = krb5conf.Parse(s.lab.Krb5Conf())
		}
	})
	return s.conf
}

// password1 reads the password once, wherever it comes from.
func (s *Session) password1() ([]byte, error) {
	notDumpable()
	return s.secret.get(s.password)
}

// remember keeps a refusal of the password, so that no second attempt counts
// towards the account's lock-out.
func (s *Session) remember(err error) {
	if p := ad.AsProblem(err, ad.ProblemLogin, ""); p != nil && p.Kind == ad.ProblemLogin {
		s.refused = p
	}
}

// principal is the user as Kerberos names it: DOMAIN\alice and a bare alice
// are taken into the realm.
func (s *Session) principal() string {
	u := s.Flags.User
	if i := strings.LastIndexByte(u, '\\'); i >= 0 {
		u = u[i+1:]
	}
	if !strings.Contains(u, "@") && s.Flags.Realm != "" {
		u += "@" + s.Flags.Realm
	}
	return u
}

// kerberosOptions says where KDCs are. --kdc HOST is one of the login's realm,
// --kdc REALM=HOST one of another realm, for referrals.
func (s *Session) kerberosOptions() krb.Options {
	o := krb.Options{Realm: strings.ToUpper(s.Flags.Realm), RealmKDCs: map[string][]string{}, Timeout: s.Flags.Timeout,
		Config: s.krb5Config(), Logf: s.Log.Add}
	for _, kdc := range s.Flags.KDCs {
		if realm, host, other := strings.Cut(kdc, "="); other {
			o.RealmKDCs[realm] = append(o.RealmKDCs[realm], host)
		} else {
			o.KDCs = append(o.KDCs, kdc)
		}
	}
	for _, server := range s.Flags.Servers {
		if host := directory.Host(server); host != "" {
			o.Guess = append(o.Guess, host)
		}
	}
	if s.lab != nil {
		o.Resolver = dnsAt(s.lab.DNSAddr())
	}
	return o
}

// Close ends connections and the lab, and says when the log file lacks lines.
func (s *Session) Close() {
	s.closeControllers()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.directory.value != nil {
		s.directory.value.Close()
	}
	if s.tickets.value != nil {
		s.tickets.value.Close()
	}
	if s.lab != nil {
		s.lab.Close()
	}
	clear(s.secret.value)
	s.explain(s.Log.close())
}
