package collect

import (
	"context"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// clock compares a clock with ours: the domain controller's by its RootDSE,
// allowing for the time that passed since the answer came in, anyone else's by
// asking its KDC.
func clock(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	var info ad.DirectoryInfo
	if err == nil {
		info, err = d.Info(ctx)
	}
	if subject != "" && err == nil && !strings.EqualFold(subject, info.Server) && c.Replicas != nil && isController(s, subject) {
		off, err := c.Replicas.Clock(ctx, subject)
		if err != nil {
			return err
		}
		facts.Clock.Put(s, diag.Fact[facts.ClockValue]{Subject: subject, Value: facts.ClockValue{Offset: off}, Source: c.from("kdc", subject)})
		return nil
	}
	if subject != "" && (err != nil || !strings.EqualFold(subject, info.Server)) && c.KDCs != nil {
		return kdcClock(ctx, c, subject, s)
	}
	switch {
	case err != nil:
		return err
	case subject != "" && !strings.EqualFold(subject, info.Server):
		return c.noTickets("reading the clock of " + subject)
	case info.Time.IsZero() || info.At.IsZero():
		return &ad.Problem{Kind: ad.ProblemNotFound, What: "reading the clock of " + info.Server, Why: "its RootDSE holds no currentTime", Do: "compare the clocks by hand"}
	}
	facts.Clock.Put(s, diag.Fact[facts.ClockValue]{Subject: subject, Value: facts.ClockValue{Offset: info.Time.Sub(info.At)}, Source: c.from("ldap", info.Server)})
	return nil
}

func kdcClock(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	a := c.KDCs.Clock(ctx, subject)
	switch {
	case a.Problem != nil:
		return a.Problem
	case !a.OffsetKnown:
		return &ad.Problem{Kind: ad.ProblemNotFound, What: "reading the clock of " + subject, Why: "the KDC's answer holds no time", Do: "compare the clocks by hand"}
	}
	facts.Clock.Put(s, diag.Fact[facts.ClockValue]{Subject: subject, Value: facts.ClockValue{Offset: a.Offset}, Source: c.from("kdc", a.KDC)})
	return nil
}

// controllers lists the domain's controllers, so that each one's clock is read.
func controllers(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Replicas == nil {
		if _, err := c.directory(); err != nil {
			return err
		}
		return notAsked("listing the domain controllers", "nothing here connects to the others", "")
	}
	v, err := c.Replicas.Controllers(ctx)
	if err != nil {
		return err
	}
	facts.Controllers.Put(s, diag.Fact[facts.ControllersValue]{Subject: subject, Value: v, Source: c.directorySource(ctx)})
	return nil
}

// isController says whether a host is one of the domain's listed controllers.
func isController(s *diag.Snapshot, host string) bool {
	f, ok := facts.Controllers.Get(s.Reader(), "")
	return ok && f.Known() && slices.ContainsFunc(f.Value.Hosts, func(h string) bool { return strings.EqualFold(h, host) })
}
