package session

import (
	"context"
	"net"
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

func (r Replicas) kdcClock(ctx context.Context, client *krb.Client, host string) (time.Duration, error) {
	addr := net.JoinHostPort(host, "88")
	if _, found, _, err := r.Epoch.session.Names().Lookup(ctx, host); err == nil && len(found) > 0 {
		addr = net.JoinHostPort(found[0], "88")
	}
	a := client.Clock(ctx, addr)
	switch {
	case a.Problem != nil:
		return 0, &ad.Problem{Kind: a.Problem.Kind, What: "the KDC of " + host + " did not answer", Why: a.Problem.Why, Do: "clients that ask it get no ticket from it; see adwalk controllers", Err: a.Problem}
	case !a.OffsetKnown:
		return 0, &ad.Problem{Kind: ad.ProblemNotFound, What: "reading the clock of " + host, Why: "the KDC's answer holds no time", Do: "compare the clocks by hand"}
	}
	return a.Offset, nil
}
