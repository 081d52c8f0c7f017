package session

import (
	"context"
	"net"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb"
)

// Controllers lists the domain's controllers without the one in use, at most
// ownersLimit.
func (r Replicas) Controllers(ctx context.Context) (ad.ControllerList, error) {
	leave, own, all, err := r.begin(ctx)
	if err != nil {
		return ad.ControllerList{}, err
	}
	defer leave()
	if p := incomplete(own, all); p != nil {
		return ad.ControllerList{}, p
	}
	others := othersThan(own, all)
	v := ad.ControllerList{Hosts: []string{}, All: len(all)}
	for _, k := range others[:min(len(others), ownersLimit)] {
		v.Hosts = append(v.Hosts, k.Host)
	}
	v.All = len(v.Hosts) + max(0, len(others)-ownersLimit)
	return v, nil
}

// Clock returns how far the clock of a domain controller is from ours, positive
// when it is ahead. The KDC tells its time before anybody
// has logged in, whatever its clock; without a Kerberos login the directory is
// asked.
func (r Replicas) Clock(ctx context.Context, host string) (time.Duration, error) {
	leave, err := r.Epoch.Enter()
	if err != nil {
		return 0, err
	}
	defer leave()
	what := "reading the clock of " + host
	ctx, cancel := context.WithTimeout(ctx, 2*r.Epoch.session.cfg.Timeout)
	defer cancel()
	if client, err := r.Epoch.Tickets(ctx); err == nil && r.Epoch.session.env.EveryKDC == nil {
		return r.kdcClock(ctx, client, host)
	}
	conn, err := r.Epoch.Controller(ctx, host)
	if err != nil {
		return 0, &ad.Problem{Kind: ad.ProblemUnreachable, What: what, Why: ad.AsProblem(err, ad.ProblemUnreachable, what).Error(), Do: "see adwalk controllers", Err: err}
	}
	info, err := conn.Info(ctx)
	switch {
	case err != nil:
		return 0, err
	case info.Time.IsZero() || info.At.IsZero():
		return 0, &ad.Problem{Kind: ad.ProblemNotFound, What: what, Why: "its RootDSE holds no currentTime", Do: "compare the clocks by hand"}
	}
	return info.Time.Sub(info.At), nil
}

// Ticket asks the KDC of one domain controller for a service's ticket.
func (r Replicas) Ticket(ctx context.Context, spn, host string) (ad.TicketResult, error) {
	leave, err := r.Epoch.Enter()
	if err != nil {
		return ad.TicketResult{}, err
	}
	defer leave()
	if r.Epoch.session.env.EveryKDC != nil {
		return ad.TicketResult{}, &ad.Problem{Kind: ad.ProblemNotAsked, What: "asking the KDC of " + host + " for " + spn, Why: "this environment has no KDC for each domain controller"}
	}
	client, err := r.Epoch.Tickets(ctx)
	if err != nil {
		return ad.TicketResult{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*r.Epoch.session.cfg.Timeout)
	defer cancel()
	res := client.Ask(ctx, ad.TicketRequest{SPN: spn, KDC: r.kdcOf(ctx, host)})
	if p := res.Problem; p != nil {
		return res, &ad.Problem{Kind: p.Kind, What: "the KDC of " + host + " did not answer", Why: p.Why, Do: "clients that ask it get no ticket from it; see adwalk controllers", Err: p}
	}
	return res, nil
}

// kdcOf is the address of a domain controller's KDC, by the resolvers of the session.
// Where its name does not resolve, the address under which the operator named it is
// taken: its directory answers there.
func (r Replicas) kdcOf(ctx context.Context, host string) string {
	if _, found, _, err := r.Epoch.session.Names().Lookup(ctx, host); err == nil && len(found) > 0 {
		return net.JoinHostPort(found[0], "88")
	}
	for _, conn := range r.Epoch.Named(ctx) {
		if at, _, err := net.SplitHostPort(conn.Server()); err == nil && strings.EqualFold(nameOf(conn), host) {
			host = at
			break
		}
	}
	return net.JoinHostPort(host, "88")
}

func (r Replicas) kdcClock(ctx context.Context, client *krb.Client, host string) (time.Duration, error) {
	a := client.Clock(ctx, r.kdcOf(ctx, host))
	switch {
	case a.Problem != nil:
		return 0, &ad.Problem{Kind: a.Problem.Kind, What: "the KDC of " + host + " did not answer", Why: a.Problem.Why, Do: "clients that ask it get no ticket from it; see adwalk controllers", Err: a.Problem}
	case !a.OffsetKnown:
		return 0, &ad.Problem{Kind: ad.ProblemNotFound, What: "reading the clock of " + host, Why: "the KDC's answer holds no time", Do: "compare the clocks by hand"}
	}
	return a.Offset, nil
}

// SilentKDCs asks the KDCs of domain controllers for their time, some at once, and says of
// those that gave no answer why, by host.
func (r Replicas) SilentKDCs(ctx context.Context, hosts []string) map[string]*ad.Problem {
	why := make([]*ad.Problem, len(hosts))
	sideBySide(len(hosts), atOnce, func(i int) {
		if _, err := r.Clock(ctx, hosts[i]); err != nil {
			why[i] = ad.AsProblem(err, ad.ProblemUnreachable, "asking the KDC of "+hosts[i])
		}
	}, func(i int, p *ad.Problem) { why[i] = p })
	out := map[string]*ad.Problem{}
	for i, p := range why {
		if p != nil && p.Kind != ad.ProblemNotFound { // an answer without a time is one
			out[hosts[i]] = p
		}
	}
	return out
}
