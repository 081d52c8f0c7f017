package session

import (
	"context"
	"errors"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/lookup"
)

// Replicas asks domain controllers side by side what each of them has.
type Replicas struct{ Epoch *Epoch }

// begin enters the Epoch and lists the domain controllers of its domain. Call leave
// unless there is an error.
func (r Replicas) begin(ctx context.Context) (leave func(), own *directory.Conn, all []ad.Controller, err error) {
	if leave, err = r.Epoch.Enter(); err != nil {
		return nil, nil, nil, err
	}
	own, info, known, err := r.Epoch.Known(ctx)
	if err != nil {
		leave()
		return nil, nil, nil, err
	}
	return leave, own, OfDomain(known, info.Domain), nil
}

// Replicas reads one account from every domain controller of the domain. The
// account is followed by its GUID, which stays when a controller knows it under
// an older name. A controller that cannot be asked has a Problem; the error
// means that none of them has the account.
func (r Replicas) Replicas(ctx context.Context, account string) ([]ad.AccountReplica, error) {
	leave, _, all, err := r.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	name := account
	here, missing := lookup.Resolve(ctx, Reader(r), account)
	if missing == nil && here.GUID != "" {
		name = here.GUID
	}
	out := []ad.AccountReplica{}
	for _, k := range all {
		out = append(out, ad.AccountReplica{Server: k.Host})
	}
	sideBySide(len(out), atOnce, func(i int) {
		conn, err := r.Epoch.Controller(ctx, out[i].Server)
		if err == nil {
			out[i].Account, err = lookup.Resolve(ctx, conn, name)
		}
		out[i].Problem = ad.AsProblem(err, ad.ProblemUnreachable, "asking "+out[i].Server)
	}, func(i int, p *ad.Problem) { out[i].Problem = p })
	for _, o := range out {
		if o.Problem == nil {
			return out, ctx.Err()
		}
	}
	if missing != nil {
		return nil, missing
	}
	return out, ctx.Err()
}

// Attribute reads one attribute of one object, a DN, on each of the domain
// controllers, with its clock, highest USN and the time of a round trip.
func (e *Epoch) Attribute(ctx context.Context, list []ad.Controller, dn, attribute string) ad.ReplicaSet {
	out := make([]ad.Replica, len(list))
	failed := func(i int, p *ad.Problem) {
		out[i] = ad.Replica{Controller: list[i], At: time.Now().UTC(), Problem: p}
	}
	leave, err := e.Enter()
	if err != nil {
		for i := range list {
			failed(i, ad.AsProblem(err, ad.ProblemCancelled, "asking "+list[i].Host))
		}
		return ad.ReplicaSet{DN: dn, Attribute: attribute, Replicas: out}
	}
	defer leave()
	sideBySide(len(list), atOnce, func(i int) {
		conn, err := e.Controller(ctx, list[i].Host)
		if err != nil {
			failed(i, ad.AsProblem(err, ad.ProblemUnreachable, "asking "+list[i].Host))
			return
		}
		out[i] = conn.Replica(ctx, list[i], dn, attribute)
	}, failed)
	return ad.ReplicaSet{DN: dn, Attribute: attribute, Replicas: out}
}

// FindAnywhere finds an account's DN on the connected domain controller, else
// on any of the others: an account that is new may not have come here yet.
func (e *Epoch) FindAnywhere(ctx context.Context, others []ad.Controller, account string) (string, error) {
	a, err := lookup.Resolve(ctx, Reader{e}, account)
	var p *ad.Problem
	if err == nil || !errors.As(err, &p) || p.Kind != ad.ProblemNotFound {
		return a.DN, err
	}
	for _, k := range others {
		conn, cerr := e.Controller(ctx, k.Host)
		if cerr != nil {
			continue
		}
		if a, rerr := lookup.Resolve(ctx, conn, account); rerr == nil {
			return a.DN, nil
		}
	}
	return "", err
}
