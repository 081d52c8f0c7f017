package session

import (
	"bytes"
	"cmp"
	"context"
	"os/user"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb"
)

// Identity says who logs in, and with what. The zero Identity uses the default
// credential cache.
type Identity struct {
	User     string // alice, alice@REALM, DOMAIN\alice, or a DN; "": the cache's
	Keytab   string
	Cache    string // credential cache, "" for the default one
	Password []byte // of User; nil: Config.Password is asked
	// Held says how a ticket that is in no cache came about, for the list of
	// caches; "" when it is in one.
	Held string
}

// User returns who logs in as the operator wrote it, "" when a cache decides or
// once the ticket speaks for the login.
func (e *Epoch) User() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.signed {
		return ""
	}
	return e.identity.User
}

// As returns who is logged in: the principal, else the user who was named.
func (e *Epoch) As() string {
	if c, ok := e.tickets.have(); ok {
		return c.Client()
	}
	return e.identity.User
}

// Operator names who writes, for the journal: the directory account and the
// login of this machine.
func (e *Epoch) Operator() string {
	who := e.User()
	if conn, ok := e.directory.have(); ok && who == "" {
		who = conn.As()
	}
	if u, err := user.Current(); err == nil {
		who += " (local login " + u.Username + ")"
	}
	return who
}

// Expires is when the ticket-granting ticket in use ends; zero without one.
func (e *Epoch) Expires() time.Time {
	if c, ok := e.tickets.have(); ok {
		return c.TGT().End
	}
	return time.Time{}
}

// InMemory says whether the ticket in use is in no credential cache.
func (e *Epoch) InMemory() bool {
	return e.identity.Held != "" || e.identity.User != "" || e.identity.Keytab != ""
}

// Realm is the realm that the command line or the user names, "" for none.
func (e *Epoch) Realm() string {
	if e.realm != "" {
		return e.realm
	}
	_, realm, _ := strings.Cut(e.User(), "@")
	return realm
}

// domain is the realm whose domain controllers are looked up: the one that was
// named, that of the ticket in hand, that of the user, krb5.conf's own.
func (e *Epoch) domain() string {
	ticket := ""
	if c, ok := e.tickets.have(); ok {
		ticket = c.Realm()
	}
	return cmp.Or(e.realm, ticket, e.Realm(), e.session.env.Kerberos.DefaultRealm)
}

// principal is the user as Kerberos names it: DOMAIN\alice and a bare alice
// are taken into the realm.
func (e *Epoch) principal() string {
	u := e.identity.User
	if i := strings.LastIndexByte(u, '\\'); i >= 0 {
		u = u[i+1:]
	}
	if !strings.Contains(u, "@") && e.realm != "" {
		u += "@" + e.realm
	}
	return u
}

// bindName is the user as a simple bind takes it: DN, UPN or DOMAIN\name; a
// bare name gets the realm that a Kerberos login would take it into.
func (e *Epoch) bindName() string {
	u := e.identity.User
	realm := cmp.Or(e.realm, e.session.env.Kerberos.DefaultRealm)
	if strings.ContainsAny(u, `@\=`) || realm == "" {
		return u
	}
	return u + "@" + realm
}

// byDN says that the user is a distinguished name: it can log in to a
// directory, and a KDC knows nobody of that name.
func (id Identity) byDN() bool {
	first, _, more := strings.Cut(id.User, ",")
	return more && id.Keytab == "" && strings.Contains(first, "=") && !strings.ContainsAny(first, `@/`)
}

// byPassword says whether a password is the login, and is still there.
func (e *Epoch) byPassword() bool {
	return e.User() != "" && e.identity.Keytab == ""
}

// forgetPassword wipes the password: the ticket is used from here on.
func (e *Epoch) forgetPassword() {
	e.mu.Lock()
	e.signed = true
	e.mu.Unlock()
	if secret, ok := e.secret.have(); ok {
		clear(secret)
	}
	e.secret.forget()
}

// renewedIdentity is the identity of the Epoch that follows a renewal.
func (e *Epoch) renewedIdentity() Identity {
	id := e.identity
	id.Password = nil
	if secret, ok := e.secret.have(); ok && e.byPassword() {
		id.Password = bytes.Clone(secret)
	}
	if !e.InMemory() {
		id.Held = "renewed here, in memory only; the cache keeps the old ticket"
	}
	return id
}

// password returns the password; it is read once.
func (e *Epoch) password(ctx context.Context) ([]byte, error) {
	ask := e.session.cfg.Password
	return e.secret.get(ctx, e.crew(), func(ctx context.Context) ([]byte, error) {
		if ask == nil {
			return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "logging in as " + e.identity.User, Why: "there is no password", Do: "give one, a keytab, or a credential cache"}
		}
		return ask(ctx)
	}, func(b []byte) { clear(b) })
}

// Ask reads the password now where one will be needed, so that a prompt comes
// before anything else.
func (e *Epoch) AskPassword(ctx context.Context) error {
	if !e.byPassword() {
		return nil
	}
	_, err := e.password(ctx)
	return err
}

// tried runs one attempt with the password. Attempts wait for each other until
// one was accepted, and after a refusal there is none: each counts towards the
// account's lock-out.
func (e *Epoch) tried(ctx context.Context, attempt func(password []byte) error) error {
	if err := e.trying.take(ctx); err != nil {
		return err
	}
	defer e.trying.give()
	e.mu.Lock()
	refused := e.refused
	e.mu.Unlock()
	if refused != nil {
		return refused
	}
	password, err := e.password(ctx)
	if err != nil {
		return err
	}
	err = attempt(password)
	if p := ad.AsProblem(err, ad.ProblemUnreachable, ""); p != nil && p.Kind == ad.ProblemLogin {
		e.mu.Lock()
		e.refused = p
		e.mu.Unlock()
	}
	return err
}

// client logs in to Kerberos. The bind to the directory uses it even where
// --no-probes forbids everything else.
func (e *Epoch) client(ctx context.Context) (*krb.Client, error) {
	return e.tickets.get(ctx, e.crew(), e.kinit, func(c *krb.Client) { c.Close() })
}
