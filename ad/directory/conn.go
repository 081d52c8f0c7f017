package directory

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory/sasl"
	"adwalk/ad/directory/wire"
)

// Conn is a connection to one domain controller, and to a global catalogue
// once a forest-wide question is asked. It is safe for concurrent use.
type Conn struct {
	opt     Options
	address address

	main    slot
	catalog slot

	life context.Context // ends with Close
	end  context.CancelFunc

	mu     sync.Mutex
	info   *ad.DirectoryInfo
	closed bool
	noGC   *noCatalog // why there is no global catalogue
	gcAt   *address   // the global catalogue that answered
}

// slot holds one session; its token is held while it is being dialled, so
// that several callers wait for one connection and each can still give up.
type slot struct {
	token   chan struct{}
	session *session
}

func newSlot() slot { return slot{token: make(chan struct{}, 1)} }

var _ ad.Directory = (*Conn)(nil)

// tryFor bounds the search for a server that answers, in timeouts.
const tryFor = 6

// Dial connects to the server that the options name, or to the first of the
// realm's domain controllers that answers, logs in and reads the RootDSE.
// The error is a *ad.Problem; where a server refused, a *ad.DirectoryError is
// inside. Credentials are tried once: a refusal is not retried elsewhere.
func Dial(ctx context.Context, o Options) (*Conn, error) {
	o.fill()
	servers := []string{o.Server}
	if o.Server == "" {
		asking, done := context.WithTimeout(ctx, o.Timeout)
		found, err := Discover(asking, o.Realm, o.Resolver)
		done()
		if err != nil {
			return nil, err
		}
		servers = servers[:0]
		for _, s := range found {
			if !avoided(o.Avoid, s.Host) {
				servers = append(servers, s.Host)
			}
		}
		if len(servers) == 0 {
			return nil, &ad.Problem{Kind: ad.ProblemUnreachable, What: "connecting to another domain controller of " + o.Realm, Why: "DNS names no other", Do: "name one with --server"}
		}
	}
	var last error
	var silent []error
	others, began := o.Others, time.Now()
	for i, server := range servers {
		o.Others = others || i+1 < len(servers)
		c, err := dialServer(ctx, o, server)
		if err == nil {
			return c, nil
		}
		last = err
		var p *ad.Problem
		if ctx.Err() != nil || !errors.As(err, &p) || p.Kind != ad.ProblemUnreachable {
			break
		}
		silent = append(silent, p)
		if time.Since(began) > tryFor*o.Timeout {
			break // DNS may name a thousand
		}
	}
	if len(silent) > 1 && silent[len(silent)-1] == last {
		return nil, noneAnswers(o.Realm, len(servers), silent)
	}
	return nil, last
}

func dialServer(ctx context.Context, o Options, server string) (*Conn, error) {
	// A password wants TLS from the start; a ticket protects port 389 itself.
	password := o.Credential == nil && o.User != "" && !o.StartTLS
	a, err := parseAddress(server, password, "389", "636")
	if err != nil {
		return nil, err
	}
	o.Password = bytes.Clone(o.Password) // Close wipes it
	c := &Conn{opt: o, address: a, main: newSlot(), catalog: newSlot()}
	c.life, c.end = context.WithCancel(context.Background())
	if _, err := c.Info(ctx); err != nil {
		_ = c.Close()
		return nil, err
	}
	c.opt.Others = false // it is the one now: later connections may take their time
	return c, nil
}

// avoided says whether a host is one of the servers to pass over.
func avoided(avoid []string, host string) bool {
	return slices.ContainsFunc(avoid, func(a string) bool { return strings.EqualFold(Host(a), host) })
}

// Known returns the RootDSE when it was read already.
func (c *Conn) Known() (ad.DirectoryInfo, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.info == nil {
		return ad.DirectoryInfo{}, false
	}
	return *c.info, true
}

// Server returns host:port of the domain controller.
func (c *Conn) Server() string { return c.address.String() }

// Secure says whether the server is spoken to by TLS from the first byte.
func (c *Conn) Secure() bool { return c.address.tls }

// Login returns the address and the login as options of OpenLDAP's tools:
// " -H ldap://dc1.contoso.com:389 -Y GSSAPI".
func (c *Conn) Login() string {
	kerberos, protection := c.opt.Credential != nil, ""
	if !c.address.tls && (c.opt.StartTLS || !kerberos && c.opt.User != "") {
		protection = "StartTLS"
	}
	return login(c.address, protection, kerberos, c.As())
}

// As says who is logged in, "" for nobody.
func (c *Conn) As() string {
	if c.opt.Credential != nil {
		return c.opt.Credential.Client()
	}
	return c.opt.User
}

// ByTicket says whether a Kerberos ticket logs in, not a password or nobody.
func (c *Conn) ByTicket() bool { return c.opt.Credential != nil }

// Close ends the connections. Searches under way end with an error.
func (c *Conn) Close() error {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.end() // a dial that is under way stops
	for _, s := range []*slot{&c.main, &c.catalog} {
		s.token <- struct{}{}
		if s.session != nil {
			_ = s.session.client.Close()
		}
		<-s.token
	}
	clear(c.opt.Password)
	return nil
}

// session returns the live session of a slot and dials when there is none.
func (c *Conn) session(ctx context.Context, s *slot, a address) (*session, error) {
	select {
	case s.token <- struct{}{}:
	case <-ctx.Done():
		return nil, cancelled("connecting to "+a.String(), ctx.Err())
	}
	defer func() { <-s.token }()
	if s.session != nil && !s.session.dead() {
		return s.session, nil
	}
	if s.session != nil { // an idle connection may have been tampered with: that is said once
		err, tampered := s.session.client.Err(), (*sasl.TokenError)(nil)
		s.session = nil
		if errors.As(err, &tampered) {
			return nil, Explain(ctx, "search", a.String(), "", err)
		}
	}
	c.mu.Lock()
	closed := c.closed
	c.mu.Unlock()
	if closed {
		return nil, &ad.Problem{Kind: ad.ProblemCancelled, What: "asking " + a.String(), Why: "the connection was closed"}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(c.life, cancel)()
	made, err := dial(ctx, c.opt, a)
	if err != nil {
		return nil, err
	}
	s.session = made
	return made, nil
}

// Borrow lends the live connection to the domain controller for one exchange.
// It is how ad/editor sends what this package has no words for. The server is
// named as it will be in errors; as is who is logged in. Nothing is retried.
func (c *Conn) Borrow(ctx context.Context, use func(client *wire.Client, server, as string, idle time.Duration) error) error {
	s, err := c.session(ctx, &c.main, c.address)
	if err != nil {
		return err
	}
	return use(s.client, s.address.String(), s.as, c.opt.Timeout)
}

// lost says whether an error means that the connection is gone, as opposed to
// an answer, a timeout or a cancelled context. A connection whose protection
// was broken is not one to dial again behind the operator's back.
func lost(s *session, err error) bool {
	var refused *wire.ResultError
	var tampered *sasl.TokenError
	var limit *ad.Problem // the connection was closed here
	if errors.As(err, &limit) {
		return false
	}
	return err != nil && s.dead() && !errors.As(err, &refused) && !errors.As(err, &tampered)
}
