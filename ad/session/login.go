package session

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/krb"
	"adwalk/ad/krb/ccache"
)

// connect logs in to Kerberos and to the directory: a login is worth nothing
// without the latter.
func (e *Epoch) connect(ctx context.Context) error {
	if _, err := e.client(ctx); err != nil {
		return err
	}
	_, err := e.Conn(ctx)
	return err
}

// Tickets logs in to Kerberos, to ask the KDC for tickets.
func (e *Epoch) Tickets(ctx context.Context) (*krb.Client, error) {
	if e.session.cfg.NoProbes {
		return nil, NotAsked("asking the KDC")
	}
	if p := e.Ended(); p != nil {
		return nil, p
	}
	return e.client(ctx)
}

// kinit gets a ticket-granting ticket in the first way that the operator gave:
// keytab, user with a password, credential cache.
func (e *Epoch) kinit(ctx context.Context) (*krb.Client, error) {
	opts, id := e.session.KerberosOptions(), e.identity
	switch {
	case id.Keytab != "":
		return krb.LoginKeytabFile(ctx, opts, id.User, id.Keytab)
	case id.byDN():
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "logging in to Kerberos as " + id.User, Why: "a distinguished name logs in to the directory only", Do: "write name@REALM with --user"}
	case e.User() != "":
		var client *krb.Client
		err := e.tried(ctx, func(password []byte) (err error) {
			client, err = krb.LoginPassword(ctx, opts, e.principal(), password)
			return err
		})
		return client, err
	}
	cache, err := e.lister().Open(ctx, id.Cache)
	if err != nil {
		return nil, err
	}
	return krb.FromCache(opts, cache)
}

// lister finds the operator's credential caches.
func (e *Epoch) lister() *ccache.Lister {
	return &ccache.Lister{Name: e.session.cfg.CCache, Config: e.session.env.Kerberos}
}

// KerberosOptions say where KDCs are. --kdc HOST is one of the login's realm,
// --kdc REALM=HOST one of another realm, for referrals.
func (s *Session) KerberosOptions() krb.Options {
	o := krb.Options{Realm: strings.ToUpper(s.cfg.Realm), RealmKDCs: map[string][]string{}, Timeout: s.cfg.Timeout,
		Config: s.env.Kerberos, Resolver: s.env.DNS, Trace: s.cfg.Trace}
	for _, kdc := range s.cfg.KDCs {
		if realm, host, other := strings.Cut(kdc, "="); other {
			o.RealmKDCs[realm] = append(o.RealmKDCs[realm], host)
		} else {
			o.KDCs = append(o.KDCs, kdc)
		}
	}
	for _, server := range s.cfg.Servers {
		if host := directory.Host(server); host != "" {
			o.Guess = append(o.Guess, host)
		}
	}
	return o
}

// Ask asks the KDC for a ticket as this login, and throws the ticket away.
func (e *Epoch) Ask(ctx context.Context, req ad.TicketRequest) ad.TicketResult {
	failed := func(err error) ad.TicketResult {
		return ad.TicketResult{SPN: req.SPN, Problem: ad.AsProblem(err, ad.ProblemLogin, "asking for "+req.SPN)}
	}
	leave, err := e.Enter()
	if err != nil {
		return failed(err)
	}
	defer leave()
	c, err := e.Tickets(ctx)
	if err != nil {
		return failed(err)
	}
	return c.Ask(ctx, req)
}
