package engine

import (
	"context"

	"adwalk/ad"
	"adwalk/ad/probe"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/cmd/clientnames"
	"adwalk/cmd/keytabcheck"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/collect"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/keytabs"
	"adwalk/diag/names"
	"adwalk/diag/pages"
)

// New makes the engine that runs guides on this session's connections.
func New(ctx context.Context, s *app.Session) *guide.Engine { return With(Connected(ctx, s)) }

// Connected makes a collector with what could be connected. What could not
// becomes the reason why facts are not known; a walk goes on and says so.
func Connected(ctx context.Context, s *app.Session) *collect.Collector {
	e, err := s.Epoch(ctx)
	if err != nil {
		p := ad.AsProblem(err, ad.ProblemUnreachable, "starting")
		return &collect.Collector{Parallel: s.Flags.Parallel, NoDirectory: p, NoTickets: p, NoProbes: p}
	}
	return collectorOf(ctx, s, e)
}

// collectorOf makes the collector of one login.
func collectorOf(ctx context.Context, s *app.Session, e *session.Epoch) *collect.Collector {
	c := &collect.Collector{Names: s.Live().Names(), Parallel: s.Flags.Parallel, Caches: session.OwnCaches{Epoch: e}}
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
		conf := s.Live().KerberosConfig()
		c.Krb5Conf = func() facts.Krb5ConfValue {
			return facts.Krb5ConfValue{Files: conf.Files, Invalid: conf.Invalid, Passed: conf.Passed, Notes: conf.Notes, NoETypes: conf.Invalid == "" && conf.Stops() != ""}
		}
	}
	connectServices(s, c, tickets)
	connectOwn(s, c)
	return c
}

// connectServices gives the collector what asks services; --no-probes forbids
// it.
func connectServices(s *app.Session, c *collect.Collector, tickets probe.Tickets) {
	if s.Flags.NoProbes {
		c.NoProbes = session.NotAsked("asking services")
		return
	}
	services, err := s.Live().Prober(tickets)
	if err == nil {
		c.Web, err = s.Live().Prober(nil)
	}
	if err != nil {
		c.NoProbes = ad.AsProblem(err, ad.ProblemUsage, "asking services")
		return
	}
	c.Services, c.Reach = services, s.Live()
	if s.Flags.Restricted {
		c.Reach = app.ReachNamed{Reacher: c.Reach, Session: s}
	}
	if p := s.Live().Prover(); p != nil {
		c.Delegation = p
	}
}

// connectOwn gives the collector what is read on this machine: what clients make of
// a service's name here, and keytabs, unless the session is restricted.
func connectOwn(s *app.Session, c *collect.Collector) {
	c.ClientNames = func(ctx context.Context, t ad.ServiceTarget) (facts.ClientNamesValue, error) {
		k, err := clientnames.Krb5Names(s, clientnames.Options{}, t)
		if err != nil {
			return facts.ClientNamesValue{}, err
		}
		d := clientnames.LookUp(ctx, s, t)
		b := clientnames.Browser(ctx, s, t, d)
		return facts.ClientNamesValue{Clients: names.Clients(names.Input{Target: t, DNS: d, Krb5: k, Browser: b}), DNS: d, Krb5: k, Browser: b}, nil
	}
	if s.Flags.Restricted {
		return
	}
	c.Keytabs = func(ctx context.Context, file, spn, runAs string) (keytabs.Facts, error) {
		answers, err := keytabcheck.Look(ctx, s, file, keytabcheck.Question{Service: spn, RunAs: runAs, Directory: s.OwnersIfConnected})
		if err != nil {
			return keytabs.Facts{File: file, RunAs: runAs}, err
		}
		return answers[0].Facts, nil
	}
}

// With is an engine that knows every check, over a collector.
func With(c guide.Collector) *guide.Engine {
	e := &guide.Engine{Checks: map[string]diag.Check{}, Texts: pages.Catalogue(), Collector: c}
	for _, ch := range checks.All() {
		e.Checks[ch.Code] = ch
	}
	return e
}

// Progress shows one line that rewrites itself, on a terminal only.
func Progress(s *app.Session, quiet bool) guide.Progress {
	count := s.Count(quiet)
	if count == nil {
		return nil
	}
	return func(done, total int, _ string) { count(done, total) }
}
