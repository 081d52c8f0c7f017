package collect

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/keytabs"
)

// serviceAnswer shows a ticket for an SPN to the service at one address, or at
// each address that its name has. The service is asked as its clients do: by the
// URL that was given, where the snapshot has it.
func serviceAnswer(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	service := facts.ServiceOf(subject)
	name, address := service.SPN, service.Address
	what := "asking the service " + name
	if c.Services == nil {
		return c.noProbe(what)
	}
	targets, err := serviceURLs(name, s)
	if err != nil {
		return err
	}
	var addresses []string
	if address != "" {
		if addresses, err = c.addresses(ctx, address); err != nil {
			return err
		}
	}
	var results []ad.ProbeResult
	for _, target := range targets {
		results = c.Services.Probe(ctx, ad.ProbeRequest{Target: target, SPN: keytabs.AsAsked(name), Addresses: addresses})
		if slices.ContainsFunc(results, func(r ad.ProbeResult) bool { return r.Outcome != ad.ProbeUnreachable }) {
			break
		}
	}
	last := worst(results)
	if !slices.ContainsFunc(results, told) {
		return problemOf(last, what)
	}
	v := answerOf(last)
	if len(results) > 1 {
		for _, r := range results {
			v.Addresses = append(v.Addresses, answerOf(r))
		}
	}
	facts.ServiceAnswer.Put(s, diag.Fact[facts.ServiceAnswerValue]{Subject: subject, Value: v, Source: last.Source()})
	return nil
}

// serviceURLs are the ways to ask a service, in order: the URL that was given, or
// what clients of its class try. Services that speak neither HTTP, LDAP, SMTP, SMB nor TDS
// cannot be asked.
func serviceURLs(name string, s *diag.Snapshot) ([]string, error) {
	var t ad.ServiceTarget
	if f, ok := facts.Target.Get(s.Reader(), name); ok && f.Known() {
		t = f.Value
	} else {
		var err error
		if t, err = ad.ParseServiceTarget(name); err != nil {
			return nil, err
		}
		if t.Form != ad.TargetSPN {
			return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "asking the service " + name, Why: "it is not an SPN", Do: "write class/host"}
		}
	}
	if urls := facts.AskableURLs(t); len(urls) > 0 {
		return urls, nil
	}
	return nil, &ad.Problem{Kind: ad.ProblemNoWay, What: "no key could be tried at " + name, Why: "services of the class " + t.Class + " cannot be asked from here",
		Do: "try its keytab on a fresh ticket, on the server: adwalk keytab FILE"}
}

// addresses resolves a host that is to be asked; an address stays as it is.
func (c *Collector) addresses(ctx context.Context, host string) ([]string, error) {
	name, port, colon := strings.Cut(host, ":")
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return []string{host}, nil
	}
	if _, err := netip.ParseAddrPort(host); err == nil || c.Names == nil {
		return []string{host}, nil
	}
	_, found, _, err := c.Names.Lookup(ctx, name)
	if err != nil {
		return nil, &ad.Problem{Kind: ad.ProblemUnreachable, What: "resolving " + name, Why: err.Error(), Do: "check the name servers of this machine", Err: err}
	}
	if len(found) == 0 {
		return nil, &ad.Problem{Kind: ad.ProblemUnreachable, What: "resolving " + name, Why: "no name server knows it", Do: "check the spelling"}
	}
	if colon {
		for i, a := range found {
			found[i] = a + ":" + port
			if strings.Contains(a, ":") {
				found[i] = "[" + a + "]:" + port
			}
		}
	}
	return found, nil
}

// answered orders outcomes: what several addresses answered is as bad as the
// worst of them.
var answered = []ad.ProbeOutcome{ad.ProbeRefused, ad.ProbeRejected, ad.ProbeNTLMOnly, ad.ProbeNoNegotiate, ad.ProbeOpen, ad.ProbeOther, ad.ProbeNoTicket, ad.ProbeAccepted}

func told(r ad.ProbeResult) bool { return slices.Contains(answered, r.Outcome) }

func worst(results []ad.ProbeResult) ad.ProbeResult {
	rank := func(r ad.ProbeResult) int {
		if i := slices.Index(answered, r.Outcome); i >= 0 {
			return i
		}
		return len(answered)
	}
	return slices.MinFunc(results, func(a, b ad.ProbeResult) int { return rank(a) - rank(b) })
}

// answerOf leaves out Negotiate where the service offered it and then spoke
// NTLM only. The KDC's error is not the service's.
func answerOf(r ad.ProbeResult) facts.ServiceAnswerValue {
	v := facts.ServiceAnswerValue{URL: r.Target, Address: r.Address, Followed: r.Followed, Outcome: r.Outcome, Offered: r.Offered, Status: r.Status, Text: r.Text, Problem: r.Problem}
	if r.Ticket != nil {
		v.KVNO = r.Ticket.KVNO
	}
	switch r.Outcome {
	case ad.ProbeAccepted:
		v.Tried, v.Accepted = true, true
	case ad.ProbeRefused, ad.ProbeRejected:
		v.Tried, v.Error = true, r.Error
	case ad.ProbeNTLMOnly:
		v.Offered = slices.DeleteFunc(slices.Clone(r.Offered), func(s string) bool { return strings.EqualFold(s, "Negotiate") })
	case ad.ProbeNoTicket:
		if v.Problem == nil {
			v.Problem = &ad.Problem{Kind: ad.ProblemNotFound, What: "no ticket was shown", Why: "the KDC issued none for " + r.SPN, Do: "see the step about the ticket"}
		}
	}
	return v
}

func problemOf(r ad.ProbeResult, what string) error {
	if r.Problem != nil {
		return r.Problem
	}
	return &ad.Problem{Kind: ad.ProblemProtocol, What: what, Why: "it ended as " + string(r.Outcome)}
}

// webAuth looks at what a site offers. It shows no ticket.
func webAuth(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Web == nil {
		return c.noProbe("asking " + subject)
	}
	r := worst(c.Web.Probe(ctx, ad.ProbeRequest{Target: subject}))
	if !told(r) {
		return problemOf(r, "asking "+subject)
	}
	u, err := url.Parse(subject)
	secure := err == nil && (strings.EqualFold(u.Scheme, "https") || u.Scheme == "")
	facts.WebAuth.Put(s, diag.Fact[facts.WebAuthValue]{Subject: subject, Value: facts.WebAuthValue{Offered: r.Offered, TLS: secure, Status: r.Status}, Source: r.Source()})
	return nil
}

// reach opens one TCP connection. Refused and silent are answers.
func reach(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Reach == nil {
		return c.noProbe("connecting to " + subject)
	}
	asked, open, why, err := c.Reach.Reach(ctx, subject)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	facts.Reach.Put(s, diag.Fact[facts.ReachValue]{Subject: subject, Value: facts.ReachValue{Open: open, Why: why}, Source: c.from("service", asked)})
	return nil
}

// replicas reads an account from every domain controller.
func replicas(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Replicas == nil {
		if _, err := c.directory(); err != nil {
			return err
		}
		return notAsked("asking every domain controller for "+subject, "nothing here connects to the others", "")
	}
	list, err := c.Replicas.Replicas(ctx, chosen(s, subject))
	if err != nil {
		return err
	}
	shown := subject
	for _, at := range list {
		if at.Problem == nil {
			shown = shownAs(chosen(s, subject), at.Account.Label())
		}
	}
	facts.Replicas.Put(s, diag.Fact[facts.ReplicasValue]{Subject: shown, Key: subject, Value: facts.ReplicasValue{Servers: list}, Source: c.from("ldap", "every domain controller")})
	return nil
}
