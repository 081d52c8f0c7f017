package cli

import (
	"context"
	"sync"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/lookup"
	"adwalk/diag/facts"
)

// replicaReader reads an account from every controller of the domain.
type replicaReader struct{ s *Session }

// Replicas implements collect.ReplicaReader. The account is followed by its
// GUID, which stays when a controller knows it under an older name.
func (r replicaReader) Replicas(ctx context.Context, account string) ([]facts.Replica, error) {
	own, info, known, err := r.s.known(ctx)
	if err != nil {
		return nil, err
	}
	name := account
	here, missing := lookup.Resolve(ctx, own, account)
	if missing == nil && here.GUID != "" {
		name = here.GUID
	}
	out := []facts.Replica{}
	for _, k := range ofDomain(known, info.Domain) {
		out = append(out, facts.Replica{Server: k.Host})
	}
	var all sync.WaitGroup
	for i := range out {
		all.Go(func() {
			conn, err := r.s.controller(ctx, out[i].Server)
			if err == nil {
				out[i].Account, err = lookup.Resolve(ctx, conn, name)
			}
			out[i].Problem = ad.AsProblem(err, ad.ProblemUnreachable, "asking "+out[i].Server)
		})
	}
	all.Wait()
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

// holdersLimit bounds how many controllers are asked for a name that was not
// found: a large domain has hundreds.
const holdersLimit = 16

// Holders implements collect.ReplicaReader.
func (r replicaReader) Holders(ctx context.Context, spn string) ([]facts.HoldersAt, error) {
	own, info, known, err := r.s.known(ctx)
	if err != nil {
		return nil, err
	}
	others := othersThan(info, ofDomain(known, info.Domain))
	others = others[:min(len(others), holdersLimit)]
	out := make([]facts.HoldersAt, len(others))
	var all sync.WaitGroup
	for i, k := range others {
		all.Go(func() {
			out[i].Server = k.Host
			// One that is silent must not hold up the answer for long.
			ctx, cancel := context.WithTimeout(ctx, 2*r.s.Flags.Timeout)
			defer cancel()
			conn, err := r.s.controller(ctx, k.Host)
			if err == nil {
				err = holdersOn(ctx, own, conn, k, spn, &out[i])
			}
			out[i].Problem = ad.AsProblem(err, ad.ProblemUnreachable, "asking "+k.Host)
		})
	}
	all.Wait()
	return out, ctx.Err()
}

// holdersOn asks one controller who holds the name. Where it is held, the
// versions of the holder's names tell a name that has not arrived here from one
// that was taken off here.
func holdersOn(ctx context.Context, own, conn *directory.Conn, k ad.Controller, spn string, at *facts.HoldersAt) error {
	// The domain alone: a global catalogue may be another controller's.
	found, _, err := ad.SearchAll(ctx, conn, ad.Query{Scope: ad.ScopeSub, Attributes: lookup.AccountAttributes, Filter: "(servicePrincipalName=" + ad.EscapeFilter(spn) + ")"})
	if err != nil {
		return err
	}
	for _, e := range found {
		a, err := lookup.DecodeAccount(e)
		if err != nil {
			return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
		}
		at.Holders = append(at.Holders, a)
	}
	at.Removed = len(at.Holders) > 0
	for _, a := range at.Holders {
		name := a.DN
		if a.GUID != "" {
			name = "<GUID=" + a.GUID + ">"
		}
		here := own.Replica(ctx, ad.Controller{Host: own.Server()}, name, "servicePrincipalName")
		there := conn.Replica(ctx, k, name, "servicePrincipalName")
		newest, ok := ad.ReplicaSet{Replicas: []ad.Replica{there, here}}.Newest()
		if !ok || here.Problem != nil || !here.Present || newest.Controller.Host == there.Controller.Host {
			at.Removed = false
		}
	}
	return nil
}
