package cli

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/diag/facts"
)

// controllers are connections to the domain's other controllers, by host name,
// made when they are first needed and closed with the session. The servers that
// the operator named are tried first, so that a controller whose name does not
// resolve here can be named by its address.
type controllers struct {
	mu     sync.Mutex
	named  bool
	failed []facts.SilentController // named ones that do not answer
	conns  map[string]*otherController
}

// otherController is dialled by the first who needs it; the others wait.
type otherController struct {
	mu sync.Mutex
	part[*directory.Conn]
}

// controller connects to one domain controller by its host name.
func (s *Session) controller(ctx context.Context, host string) (*directory.Conn, error) {
	own, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	if info, err := own.Info(ctx); err != nil || strings.EqualFold(info.Server, host) {
		return own, err
	}
	s.nameControllers(ctx)
	s.others.mu.Lock()
	key := strings.ToLower(host)
	if s.others.conns[key] == nil {
		s.others.conns[key] = &otherController{}
	}
	c := s.others.conns[key]
	s.others.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.get(func() (*directory.Conn, error) { return s.dialOther(ctx, s.scheme()+host) })
}

// dialOther connects without holding up everybody else.
func (s *Session) dialOther(ctx context.Context, server string) (*directory.Conn, error) {
	s.mu.Lock()
	opts, err := s.directoryOptions(ctx, server)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	conn, err := directory.Dial(ctx, opts)
	if opts.Password != nil {
		s.mu.Lock()
		s.remember(err)
		s.mu.Unlock()
	}
	return conn, err
}

// nameControllers connects once to every other server that was named; those
// that do not answer are reported when somebody asks for them by name.
func (s *Session) nameControllers(ctx context.Context) {
	s.others.mu.Lock()
	defer s.others.mu.Unlock()
	if s.others.named || ctx.Err() != nil {
		return
	}
	s.others.named, s.others.conns = true, map[string]*otherController{}
	if s.lab == nil && len(s.Flags.Servers) < 2 {
		return // the only one is connected already
	}
	own := ""
	if conn, err := s.Directory(ctx); err == nil {
		if info, err := conn.Info(ctx); err == nil {
			own = strings.ToLower(info.Server)
		}
	}
	for _, server := range s.namedServers() {
		conn, err := s.dialOther(ctx, server)
		if err != nil {
			s.others.failed = append(s.others.failed, facts.SilentController{Server: server, Problem: ad.AsProblem(err, ad.ProblemUnreachable, "asking "+server)})
			continue
		}
		info, err := conn.Info(ctx)
		key := strings.ToLower(info.Server)
		if err != nil || key == own || s.others.conns[key] != nil {
			conn.Close()
			continue
		}
		s.others.conns[key] = &otherController{part: part[*directory.Conn]{made: true, value: conn}}
	}
}

// namedServers are the servers that the operator, or the lab, named.
func (s *Session) namedServers() []string {
	if s.lab == nil {
		return s.Flags.Servers
	}
	if second := s.lab.SecondLDAPSURL(); second != "" {
		return []string{second}
	}
	return nil
}

// scheme is how the first server was named, so that the others are asked in
// the same way.
func (s *Session) scheme() string {
	if len(s.Flags.Servers) > 0 && ldaps(s.Flags.Servers[0]) {
		return "ldaps://"
	}
	return "ldap://"
}

// namedControllers are the connections to the servers that were named, the one
// in use first. Those that do not answer are left out.
func (s *Session) namedControllers(ctx context.Context) []*directory.Conn {
	own, err := s.Directory(ctx)
	if err != nil {
		return nil
	}
	s.nameControllers(ctx)
	out := []*directory.Conn{own}
	s.others.mu.Lock()
	defer s.others.mu.Unlock()
	for _, host := range slices.Sorted(maps.Keys(s.others.conns)) {
		c := s.others.conns[host]
		c.mu.Lock()
		if c.value != nil {
			out = append(out, c.value)
		}
		c.mu.Unlock()
	}
	return out
}

// silentServers are the servers that were named and do not answer.
func (s *Session) silentServers() []facts.SilentController {
	s.others.mu.Lock()
	defer s.others.mu.Unlock()
	return slices.Clone(s.others.failed)
}

func (s *Session) closeControllers() {
	s.others.mu.Lock()
	defer s.others.mu.Unlock()
	for _, p := range s.others.conns {
		if p.value != nil {
			p.value.Close()
		}
	}
}
