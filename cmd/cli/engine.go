package cli

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/probe"
	"adwalk/ad/session"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/collect"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/keytabs"
	"adwalk/diag/names"
	"adwalk/diag/pages"
)

// engine makes the engine that runs guides on this session's connections.
func (s *Session) engine(ctx context.Context) *guide.Engine { return engineWith(s.connected(ctx)) }

// connected makes a collector with what could be connected. What could not
// becomes the reason why facts are not known; a walk goes on and says so.
func (s *Session) connected(ctx context.Context) *collect.Collector {
	e, err := s.epoch(ctx)
	if err != nil {
		p := ad.AsProblem(err, ad.ProblemUnreachable, "starting")
		return &collect.Collector{Parallel: s.Flags.Parallel, NoDirectory: p, NoTickets: p, NoProbes: p}
	}
	return s.collectorOf(ctx, e)
}

// collectorOf makes the collector of one login.
func (s *Session) collectorOf(ctx context.Context, e *session.Epoch) *collect.Collector {
	c := &collect.Collector{Names: s.session().Names(), Parallel: s.Flags.Parallel, Caches: session.OwnCaches{Epoch: e}}
	if _, err := e.Conn(ctx); err != nil {
		c.NoDirectory = ad.AsProblem(err, ad.ProblemUnreachable, "connecting to the directory")
	} else {
		c.Directory, c.Replicas = session.Reader{Epoch: e}, session.Replicas{Epoch: e}
	}
	var tickets probe.Tickets
	if client, err := e.Tickets(ctx); err != nil {
		c.NoTickets = ad.AsProblem(err, ad.ProblemUnreachable, "logging in to Kerberos")
	} else {
		c.Tickets, c.KDCs, tickets = client, client, client
	}
	if !s.Flags.Lab {
		conf := s.session().KerberosConfig()
		c.Krb5Conf = func() facts.Krb5ConfValue {
			return facts.Krb5ConfValue{Files: conf.Files, Invalid: conf.Invalid, Notes: conf.Notes, NoETypes: conf.Permitted != nil && len(conf.Permitted) == 0}
		}
	}
	s.connectServices(c, tickets)
	s.connectOwn(c)
	return c
}

// connectServices gives the collector what asks services; --no-probes forbids
// it.
func (s *Session) connectServices(c *collect.Collector, tickets probe.Tickets) {
	if s.Flags.NoProbes {
		c.NoProbes = session.NotAsked("asking services")
		return
	}
	services, err := s.session().Prober(tickets)
	if err == nil {
		c.Web, err = s.session().Prober(nil)
	}
	if err != nil {
		c.NoProbes = ad.AsProblem(err, ad.ProblemUsage, "asking services")
		return
	}
	c.Services, c.Reach = services, s.session()
	if s.Flags.Restricted {
		c.Reach = reachNamed{c.Reach, s}
	}
	if p := s.session().Prover(); p != nil {
		c.Delegation = p
	}
}

// connectOwn gives the collector what is read on this machine: what clients make of
// a service's name here, and keytabs, unless the session is restricted.
func (s *Session) connectOwn(c *collect.Collector) {
	c.ClientNames = func(ctx context.Context, t ad.ServiceTarget) (facts.ClientNamesValue, error) {
		k, err := s.krb5Names(namesOptions{}, t)
		if err != nil {
			return facts.ClientNamesValue{}, err
		}
		d := s.lookUpNames(ctx, t)
		return facts.ClientNamesValue{Clients: names.Clients(names.Input{Target: t, DNS: d, Krb5: k}), DNS: d, Krb5: k}, nil
	}
	if s.Flags.Restricted {
		return
	}
	c.Keytabs = func(ctx context.Context, file, spn, runAs string) (keytabs.Facts, error) {
		base, kt, err := s.readKeytab(file, runAs)
		if err != nil {
			return base, err
		}
		if len(base.Entries) == 0 || base.NoRead != "" {
			base.Service = spn
			return base, nil
		}
		answers, err := s.judgeKeytab(ctx, base, kt, []string{spn})
		if err != nil {
			return base, err
		}
		return answers[0].Facts, nil
	}
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
