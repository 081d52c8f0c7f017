package app

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/ad/probe"
)

// ConsoleProber asks services with whatever ticket there is by then; nil when
// the operator forbade it.
func (s *Session) ConsoleProber() ad.Prober {
	if s.Flags.NoProbes {
		return nil
	}
	return LazyProber{s}
}

// LazyProber asks services as whoever is logged in.
type LazyProber struct{ Session *Session }

// Probe asks as adwalk probe does. Without a login a service still tells what
// it offers.
func (l LazyProber) Probe(ctx context.Context, req ad.ProbeRequest) []ad.ProbeResult {
	e, err := l.Session.Epoch(ctx)
	if err != nil {
		return notPerformed(req, err)
	}
	var tickets probe.Tickets
	client, loginErr := e.Tickets(ctx)
	if loginErr == nil {
		tickets = client
	}
	prober, err := l.Session.Live().Prober(tickets)
	if err != nil {
		return notPerformed(req, err)
	}
	results := prober.Probe(ctx, req)
	for i := range results {
		if results[i].Outcome == ad.ProbeNoTicket && loginErr != nil {
			results[i].Problem = ad.AsProblem(loginErr, ad.ProblemLogin, "logging in to Kerberos")
		}
	}
	return results
}

func notPerformed(req ad.ProbeRequest, err error) []ad.ProbeResult {
	return []ad.ProbeResult{{Target: req.Target, SPN: req.SPN, Outcome: ad.ProbeNotPerformed, At: time.Now(), Problem: ad.AsProblem(err, ad.ProblemUsage, "asking "+req.Target)}}
}
