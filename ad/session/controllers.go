package session

import (
	"context"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory"
)

// Known returns the connected domain controller, what it says of itself, and
// all domain controllers of the forest that it knows.
func (e *Epoch) Known(ctx context.Context) (own *directory.Conn, info ad.DirectoryInfo, all []ad.Controller, err error) {
	err = e.through(ctx, func(conn *directory.Conn) (err error) {
		if info, err = conn.Info(ctx); err == nil {
			own = conn
			all, err = e.listed(ctx, conn)
		}
		return err
	})
	return own, info, all, err
}

// listFor is how long a list of domain controllers is used before it is read again.
const listFor = 5 * time.Minute

// list is the domain controllers that one of them knows.
type list struct {
	shared[[]ad.Controller]
	at time.Time
}

// listed returns the domain controllers that a connected one knows. They are read
// once for everybody who needs them, and again after a while: a console stays open
// for a day.
func (e *Epoch) listed(ctx context.Context, conn *directory.Conn) ([]ad.Controller, error) {
	e.mu.Lock()
	l := e.lists[conn]
	if l == nil || l.failed() || time.Since(l.at) > listFor {
		l = &list{at: time.Now()}
		e.lists[conn] = l
	}
	e.mu.Unlock()
	all, err := l.get(ctx, e.crew(), conn.Controllers, func([]ad.Controller) {})
	return slices.Clone(all), err
}

// OfDomain keeps the controllers that hold the domain, a DN.
func OfDomain(known []ad.Controller, domain string) []ad.Controller {
	return slices.DeleteFunc(slices.Clone(known), func(k ad.Controller) bool { return !strings.EqualFold(k.Domain, domain) })
}

// othersThan leaves out the controller that is connected.
func othersThan(own *directory.Conn, list []ad.Controller) []ad.Controller {
	return slices.DeleteFunc(slices.Clone(list), func(k ad.Controller) bool { return strings.EqualFold(k.Host, nameOf(own)) })
}

// incomplete says that a list of the domain's controllers cannot be all of them: the
// one that gave it is not in it, so that CN=Sites is not readable here, or not written
// yet. nil when it is in it.
func incomplete(own *directory.Conn, all []ad.Controller) *ad.Problem {
	if slices.ContainsFunc(all, func(k ad.Controller) bool { return strings.EqualFold(k.Host, nameOf(own)) }) {
		return nil
	}
	return &ad.Problem{Kind: ad.ProblemNoRight, What: "which domain controllers there are is not known", Why: "CN=Sites shows this login no domain controller of the domain that is called " + nameOf(own) + ", and DNS names none",
		Do: "log in as somebody who may read CN=Sites, or give --server for each domain controller"}
}

// Controller connects to one domain controller by its host name. The servers
// that the operator named are tried first, so that a controller whose name does
// not resolve here can be named by its address.
func (e *Epoch) Controller(ctx context.Context, host string) (*directory.Conn, error) {
	leave, err := e.Enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	own, err := e.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if info, err := own.Info(ctx); err != nil || strings.EqualFold(info.Server, host) {
		return own, err
	}
	for _, conn := range e.namedOthers(ctx) {
		if info, err := conn.Info(ctx); err == nil && strings.EqualFold(info.Server, host) {
			return conn, nil
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, gaveUp(ctx)
	}
	return e.other(host).get(ctx, e.crew(), func(ctx context.Context) (*directory.Conn, error) {
		return e.dial(ctx, e.session.scheme()+host, false)
	}, closeConn)
}

// other is the place of one controller's connection.
func (e *Epoch) other(host string) *shared[*directory.Conn] {
	e.mu.Lock()
	defer e.mu.Unlock()
	key := strings.ToLower(host)
	if e.others[key] == nil {
		e.others[key] = &shared[*directory.Conn]{}
	}
	return e.others[key]
}

// Named returns the connections to the servers that the operator named, the
// one in use first, one for each domain controller. Those that do not answer
// are left out.
func (e *Epoch) Named(ctx context.Context) []*directory.Conn {
	own, err := e.Conn(ctx)
	if err != nil {
		return nil
	}
	others := slices.DeleteFunc(slices.Clone(e.namedOthers(ctx)), func(c *directory.Conn) bool { return strings.EqualFold(nameOf(c), nameOf(own)) })
	return append([]*directory.Conn{own}, others...)
}

// namedOthers connects once to every other server that was named; those that
// do not answer are reported when somebody asks for them by name.
func (e *Epoch) namedOthers(ctx context.Context) []*directory.Conn {
	if len(e.session.cfg.Servers) < 2 {
		return nil // the only one is connected already
	}
	return e.namedServers(ctx).conns
}

// silentServers lists the servers that were named and do not answer.
func (e *Epoch) silentServers(ctx context.Context) []ad.SilentController {
	if len(e.session.cfg.Servers) < 2 {
		return nil
	}
	return slices.Clone(e.namedServers(ctx).silent)
}

// named is what came of connecting to the servers that were named.
type named struct {
	conns  []*directory.Conn
	silent []ad.SilentController
}

func (n named) close() {
	for _, c := range n.conns {
		closeConn(c)
	}
}

func (e *Epoch) namedServers(ctx context.Context) named {
	n, _ := e.named.get(ctx, e.crew(), e.dialNamed, named.close)
	return n
}

func (e *Epoch) dialNamed(ctx context.Context) (named, error) {
	var n named
	seen := map[string]bool{}
	own, err := e.Conn(ctx)
	if err != nil {
		return n, err
	}
	if info, err := own.Info(ctx); err == nil {
		seen[strings.ToLower(info.Server)] = true
	}
	servers := e.session.cfg.Servers
	found, names, errs := make([]*directory.Conn, len(servers)), make([]string, len(servers)), make([]error, len(servers))
	sideBySide(len(servers), atOnce, func(i int) {
		conn, err := e.dial(ctx, servers[i], false)
		if err != nil {
			errs[i] = err
			return
		}
		info, err := conn.Info(ctx)
		if err != nil {
			closeConn(conn)
			errs[i] = err
			return
		}
		found[i], names[i] = conn, strings.ToLower(info.Server)
	}, func(i int, p *ad.Problem) { errs[i] = p })
	for i, conn := range found {
		switch {
		case errs[i] != nil:
			n.silent = append(n.silent, ad.SilentController{Server: servers[i], Problem: ad.AsProblem(errs[i], ad.ProblemUnreachable, "asking "+servers[i])})
		case conn == nil:
		case seen[names[i]]:
			closeConn(conn)
		default:
			seen[names[i]] = true
			n.conns = append(n.conns, conn)
		}
	}
	return n, nil
}

// scheme is how the first server was named, so that the others are asked in
// the same way.
func (s *Session) scheme() string {
	if len(s.cfg.Servers) > 0 && ldaps(s.cfg.Servers[0]) {
		return "ldaps://"
	}
	return "ldap://"
}

// atOnce is how many domain controllers are asked at the same time.
const atOnce = 8
