package ldapd

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync"

	"adwalk/ad/lab/accept"
	"adwalk/ad/lab/store"

	"github.com/jcmturner/gokrb5/v8/types"
)

// Config is what a server needs to know of its controller.
type Config struct {
	Tree     *store.Tree
	TLS      *tls.Config
	Host     string // dnsHostName of the controller
	Domain   string // DNS name of the domain
	NetBIOS  string
	Log      func(Event) // called for every operation, from many goroutines; may be nil
	PageSize int         // MaxPageSize; 0 is 1000
	Policy   func() Policy

	// Keys are those of the controller's own account, for binds with a ticket;
	// nil offers none.
	Keys func(etype int32) []types.EncryptionKey
}

// Policy is what the controller demands of a login. The zero value is the strictest.
type Policy struct {
	Unsigned bool // LDAPServerIntegrity 1: takes binds that are neither signed nor under TLS
	// Unbound is LdapEnforceChannelBinding 1, Unchecked 0: binds inside TLS need no
	// channel binding token, and one that comes is not looked at.
	Unbound, Unchecked bool
	NoTLS              bool // it has no certificate
}

// Event is one operation as the server saw it.
type Event struct {
	Op     string // bind, search, modify, extended
	Target string // DN or OID
	Code   int    // result code
}

// Server serves one controller.
type Server struct {
	cfg      Config
	acceptor accept.Acceptor
	wg       sync.WaitGroup
	mu       sync.Mutex
	open     map[net.Conn]struct{}
	done     bool
}

// New makes a server; Serve gives it listeners.
func New(cfg Config) *Server {
	if cfg.Policy == nil {
		cfg.Policy = func() Policy { return Policy{} }
	}
	if cfg.PageSize == 0 {
		cfg.PageSize = 1000
	}
	s := &Server{cfg: cfg, open: map[net.Conn]struct{}{}}
	s.acceptor.Keys, s.acceptor.Now = cfg.Keys, cfg.Tree.Now
	return s
}

// Serve accepts connections until the context ends. implicitTLS starts TLS at
// once; gc makes it a global catalogue.
func (s *Server) Serve(ctx context.Context, l net.Listener, implicitTLS, gc bool) {
	stop := context.AfterFunc(ctx, func() { l.Close(); s.closeAll() })
	s.wg.Go(func() {
		defer stop()
		for {
			c, err := l.Accept()
			if err != nil {
				if errors.Is(err, net.ErrClosed) {
					return
				}
				continue
			}
			if !s.track(c) {
				c.Close()
				return
			}
			s.wg.Go(func() {
				defer s.forget(c)
				(&conn{srv: s, raw: c, gc: gc, ctx: ctx}).run(implicitTLS)
			})
		}
	})
}

// Wait returns when every connection has ended.
func (s *Server) Wait() { s.wg.Wait() }

func (s *Server) track(c net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return false
	}
	s.open[c] = struct{}{}
	return true
}

func (s *Server) forget(c net.Conn) {
	c.Close()
	s.mu.Lock()
	delete(s.open, c)
	s.mu.Unlock()
}

func (s *Server) closeAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = true
	for c := range s.open {
		c.Close()
	}
}

func (s *Server) log(op, target string, code int) {
	if s.cfg.Log != nil {
		s.cfg.Log(Event{op, target, code})
	}
}
