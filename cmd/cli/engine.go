package cli

import (
	"context"
	"fmt"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/probe"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/collect"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/pages"
)

// start starts the lab, when one was asked for, before anything needs it.
func (s *Session) start(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.open(ctx)
}

// engine makes the engine that runs guides on this session's connections.
func (s *Session) engine(ctx context.Context) *guide.Engine { return engineWith(s.connected(ctx)) }

// connected makes a collector with what could be connected. What could not
// becomes the reason why facts are not known; a walk goes on and says so.
func (s *Session) connected(ctx context.Context) *collect.Collector {
	c := s.collector()
	if conn, err := s.Directory(ctx); err != nil {
		c.NoDirectory = ad.AsProblem(err, ad.ProblemUnreachable, "connecting to the directory")
	} else {
		c.Directory = conn
	}
	if client, err := s.Tickets(ctx); err != nil {
		c.NoTickets = ad.AsProblem(err, ad.ProblemUnreachable, "logging in to Kerberos")
	} else {
		c.Tickets, c.KDCs = client, client
	}
	s.connectServices(c)
	return c
}

// connectServices gives the collector what asks services and other
// controllers; --no-probes forbids the former.
func (s *Session) connectServices(c *collect.Collector) {
	c.Caches = s.caches()
	if s.lab == nil {
		c.Krb5Conf = func() facts.Krb5ConfValue {
			conf := s.krb5Config()
			return facts.Krb5ConfValue{Files: conf.Files, Invalid: conf.Invalid, Notes: conf.Notes, NoETypes: conf.Permitted != nil && len(conf.Permitted) == 0}
		}
	}
	if c.Directory != nil {
		c.Replicas = replicaReader{s}
	}
	if s.Flags.NoProbes {
		c.NoProbes = noProbes("asking services")
		return
	}
	var tickets probe.Tickets
	if client, ok := c.Tickets.(*krb.Client); ok {
		tickets = client
	}
	services, err := s.prober(tickets)
	if err == nil {
		c.Web, err = s.prober(nil)
	}
	if err != nil {
		c.NoProbes = ad.AsProblem(err, ad.ProblemUsage, "asking services")
		return
	}
	c.Services, c.Reach = services, reacher{s}
	if p := (prover{s, s.Flags.FrontEndKeytab}); p.keytab != "" || s.lab != nil {
		c.Delegation = p
	}
}

// noProbes says that the operator allowed directory reads only.
func noProbes(what string) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemNotAsked, What: what, Why: "--no-probes allows directory reads only", Do: "leave --no-probes out"}
}

func (s *Session) collector() *collect.Collector {
	return &collect.Collector{Names: s.resolver(), Parallel: s.Flags.Parallel}
}

func engineWith(c guide.Collector) *guide.Engine {
	e := &guide.Engine{Checks: map[string]diag.Check{}, Texts: pages.Catalogue(), Collector: c}
	for _, ch := range checks.All() {
		e.Checks[ch.Code] = ch
	}
	return e
}

// progress shows one line that rewrites itself, on a terminal only.
func (s *Session) progress(quiet bool) guide.Progress {
	count := s.count(quiet)
	if count == nil {
		return nil
	}
	return func(done, total int, _ string) { count(done, total) }
}

// count is that line; it goes away when all is done.
func (s *Session) count(quiet bool) func(done, total int) {
	if quiet || !terminal(s.Err) {
		return nil
	}
	start := time.Now()
	return func(done, total int) {
		if done == total {
			fmt.Fprint(s.Err, "\r\x1b[K")
			return
		}
		fmt.Fprint(s.Err, "\r\x1b[K"+countLine(done, total, time.Since(start)))
	}
}
